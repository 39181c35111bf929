using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EnvBuild.Conda;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Benchmarks.Parts;

/// <summary>
/// Reads the repodata of a big channel: as the product does, and as little as anybody could, one pass of a JSON reader
/// over bytes that are unpacked already. Each prints milliseconds, and the most memory that the process had.
/// </summary>
internal static class RepodataProgram
{
    /// <summary>One pass over <c>repodata.json</c>, piece by piece.</summary>
    internal static async Task PassAsync(string path)
    {
        var watch = Stopwatch.StartNew();
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var buffer = new byte[1 << 20];
        var (state, kept, offset, tokens) = (default(JsonReaderState), 0, 0L, 0L);
        while (true)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(kept), offset);
            offset += read;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, kept + read), read == 0, state);
            while (reader.Read())
            {
                tokens++;
            }

            if (read == 0)
            {
                break;
            }

            state = reader.CurrentState;
            var used = (int)reader.BytesConsumed;
            buffer.AsSpan(used, kept + read - used).CopyTo(buffer);
            kept = kept + read - used;
        }

        await TellAsync("pass", watch, tokens);
    }

    /// <summary>The product's read of a channel that is a folder; the second time, through its index.</summary>
    internal static async Task LoadAsync(string channel, string cache, string name)
    {
        var watch = Stopwatch.StartNew();
        var source = new RepodataSource(null, cache, FetchOptions.Default, NullReporter.Instance);
        var loaded = await source.LoadAsync(
            [Channel.Parse(channel)], Subdirs.NoArch, RepodataNames.Only(name), CancellationToken.None);
        await TellAsync("load", watch, loaded.Indexes[0].RecordsOf(name).Length);
    }

    private static async Task TellAsync(string what, Stopwatch watch, long count)
    {
        var elapsed = watch.Elapsed.TotalMilliseconds;
        using var process = Process.GetCurrentProcess();
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{what} {elapsed:F1} ms {process.PeakWorkingSet64 >> 20} MB {count}"));
    }
}
