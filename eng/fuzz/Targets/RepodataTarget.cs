using System.Text.Json;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Fuzzing.Targets;

/// <summary><c>repodata.json</c>: the same index, however the text is cut into pieces.</summary>
internal sealed class RepodataTarget(IEnumerable<byte[]> seeds) : ByteTarget("repodata", seeds, JsonTokens.All)
{
    public override bool Run(byte[] input)
    {
        var whole = Read(input, input.Length);
        var pieces = Read(input, 1 + (input.Length % 61));
        FuzzFailureException.Unless(whole.AsSpan().SequenceEqual(pieces), "pieces give another index than the whole");
        return IndexWalk.ReadAll(whole) > 0;
    }

    public override bool IsRefusal(Exception exception) =>
        exception is JsonException or InvalidDataException or FormatException;

    private static byte[] Read(byte[] input, int step)
    {
        using var stream = new MemoryStream();
        var builder = new IndexBuilder(stream);
        var reader = new RepodataJsonReader(builder);
        for (var (start, end) = (0, Math.Min(step, input.Length)); ; end = Math.Min(end + step, input.Length))
        {
            start += reader.Read(input.AsSpan(start, end - start), isFinal: end == input.Length);
            if (end == input.Length)
            {
                break;
            }
        }

        builder.Finish(reader.Info);
        return stream.ToArray();
    }
}
