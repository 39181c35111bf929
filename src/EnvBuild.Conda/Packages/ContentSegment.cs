namespace EnvBuild.Conda.Packages;

/// <summary>A piece of content: a range of the unpacked archive, or literal bytes.</summary>
internal readonly record struct ContentSegment(long Offset, long Length, ReadOnlyMemory<byte> Literal)
{
    private const long NoOffset = -1;

    public bool IsLiteral => Offset == NoOffset;

    /// <summary>A part of the piece.</summary>
    public ContentSegment Slice(long start, long length) => IsLiteral
        ? OfLiteral(Literal.Slice((int)start, (int)length))
        : new ContentSegment(Offset + start, length, default);

    public static ContentSegment OfLiteral(ReadOnlyMemory<byte> bytes) => new(NoOffset, bytes.Length, bytes);
}
