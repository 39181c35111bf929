using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// What was made of files of channels, on disk. A content file has a name of its own and never changes; the state,
/// replaced in one step, says which one counts. Safe for several processes; the folder can be deleted at any time.
/// </summary>
/// <param name="folder">Absolute folder.</param>
internal sealed class RepodataCache(string folder)
{
    /// <summary>Old contents stay this long for processes that are about to open them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Contents up to this many bytes are checked whole; that takes about a millisecond.</summary>
    private const int LargestChecked = 8 << 20;

    internal string Folder => folder;

    /// <summary>The key of a file of a channel.</summary>
    internal static string KeyOf(string source)
    {
        // What looks like a token may be the folder of a platform, so that folder and name count in any case.
        var name = source.LastIndexOf('/') + 1;
        var folder = source[..Math.Max(name - 1, 0)];
        var place = $"{ChannelText.Redact(source)} {folder[(folder.LastIndexOf('/') + 1)..]}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(place));
        return $"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}-{source[name..]}";
    }

    internal RepodataState? ReadState(string key)
    {
        try
        {
            var state = JsonSerializer.Deserialize(
                File.ReadAllBytes(StatePath(key)), RepodataJson.Default.RepodataState);
            return state is { IsPlausible: true } ? state : null;
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether contents are checked whole before they are used, since one was found to be damaged; else the large ones,
    /// which are indexes, are checked as far as they are read.
    /// </summary>
    internal bool IsDistrusted { get; set; }

    /// <summary>
    /// Maps the content of a state; <see langword="null"/> if it is not there, cannot be mapped, or is damaged.
    /// </summary>
    internal ReadOnlyMemory<byte>? Map(RepodataState state)
    {
        try
        {
            if (state.Content is null)
            {
                return null;
            }

            var content = MappedFile.Map(Path.Combine(folder, state.Content));
            return IsIntact(content, state) ? content : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Makes a content of a file, and it the one that counts.</summary>
    /// <param name="key">Key of the file.</param>
    /// <param name="state">What is known of the file.</param>
    /// <param name="source">The file.</param>
    /// <param name="import">Reads the file, writes (and reads) the content.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left of it then.</param>
    /// <returns>The content, mapped.</returns>
    internal async Task<ReadOnlyMemory<byte>> ImportAsync(
        string key,
        RepodataState state,
        Stream source,
        Func<Stream, Stream, CancellationToken, Task> import,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var content = $"{key}.{Guid.NewGuid():N}.index";
        var temporary = Path.Combine(folder, content + ".tmp");
        string? checksum;
        try
        {
            var file = new FileStream(
                temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 18, FileOptions.None);
            await using (file.ConfigureAwait(false))
            {
                await import(source, file, cancellationToken).ConfigureAwait(false);
                checksum = file.Length <= LargestChecked
                    ? await ChecksumAsync(file, cancellationToken).ConfigureAwait(false)
                    : null;
            }

            File.Move(temporary, Path.Combine(folder, content));
        }
        finally
        {
            File.Delete(temporary);
        }

        WriteState(key, state with { Content = content, Checksum = checksum });
        Sweep(key, content, state.FetchedAt);
        return MappedFile.Map(Path.Combine(folder, content));
    }

    internal void WriteState(string key, RepodataState state)
    {
        Directory.CreateDirectory(folder);
        var temporary = $"{StatePath(key)}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(
                temporary, JsonSerializer.SerializeToUtf8Bytes(state, RepodataJson.Default.RepodataState));
            File.Move(temporary, StatePath(key), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    internal void Drop(string key) => File.Delete(StatePath(key));

    private bool IsIntact(ReadOnlyMemory<byte> content, RepodataState state)
    {
        if (content.Length <= LargestChecked)
        {
            return Convert.ToHexStringLower(XxHash128.Hash(content.Span)) == state.Checksum;
        }

        if (IsDistrusted)
        {
            new IndexReader(content).CheckAll();
        }

        return true;
    }

    private static async Task<string> ChecksumAsync(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var hash = new XxHash128();
        await hash.AppendAsync(file, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private string StatePath(string key) => Path.Combine(folder, key + ".state.json");

    private void Sweep(string key, string current, DateTimeOffset now)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles($"{key}.*"))
        {
            var isOld = file.Extension is ".index" or ".tmp" && now - file.LastWriteTimeUtc > Grace;
            if (file.Name != current && isOld)
            {
                try
                {
                    file.Delete();
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    // Somebody still maps it, on a system that minds; the next sweep gets it.
                }
            }
        }
    }
}
