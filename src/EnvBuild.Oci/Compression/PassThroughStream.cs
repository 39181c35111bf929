namespace EnvBuild.Oci.Compression;

/// <summary>Hands bytes on unchanged and leaves the stream behind it open.</summary>
internal sealed class PassThroughStream(Stream output) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => output.Write(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        output.WriteAsync(buffer, cancellationToken);

    public override void Flush() => output.Flush();
}
