using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EnvBuild.Conda.Repodata;

/// <summary>Repodata files on disk, by URL. A file appears whole or not at all.</summary>
/// <param name="folder">Absolute folder.</param>
internal sealed class RepodataCache(string folder)
{
    internal string Folder => folder;

    internal string PathOf(string url, string fileName)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(ChannelText.Redact(url)));
        return Path.Combine(folder, $"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}-{fileName}");
    }

    internal static RepodataCacheState? ReadState(string path)
    {
        try
        {
            return File.Exists(path) && File.Exists(StatePath(path))
                ? JsonSerializer.Deserialize(
                    File.ReadAllBytes(StatePath(path)), RepodataJson.Default.RepodataCacheState)
                : null;
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal string NewTemporaryPath(string path)
    {
        Directory.CreateDirectory(folder);
        return $"{path}.{Guid.NewGuid():N}.tmp";
    }

    /// <summary>
    /// Puts a finished file in its place; the state goes first, so that it never speaks of an older file.
    /// </summary>
    internal static void Publish(string temporaryPath, string path, RepodataCacheState state)
    {
        File.Delete(StatePath(path));
        File.Move(temporaryPath, path, overwrite: true);
        WriteState(path, state);
    }

    internal static void WriteState(string path, RepodataCacheState state)
    {
        var temporary = $"{StatePath(path)}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(
            state, RepodataJson.Default.RepodataCacheState));
        File.Move(temporary, StatePath(path), overwrite: true);
    }

    internal static void Drop(string path)
    {
        File.Delete(StatePath(path));
        File.Delete(path);
    }

    private static string StatePath(string path) => path + ".state.json";
}
