using EnvBuild.Conda.Packages;

namespace EnvBuild.Benchmarks.Channels;

/// <summary>
/// Files of real packages: what generated ones are made of, so that they compress and count like those.
/// </summary>
internal static class ModelFiles
{
    // Larger ones would make a package of a given size impossible.
    private const long Largest = 2 << 20;

    /// <param name="channel">Folder of a real channel.</param>
    /// <param name="names">How the names of the packages' files start.</param>
    public static async Task<ModelFile[]> ReadAsync(string channel, params string[] names)
    {
        var files = new List<ModelFile>();
        foreach (var name in names)
        {
            var path = Directory.EnumerateFiles(channel, $"{name}*", SearchOption.AllDirectories).First();
            await using var archive = await PackageArchive.OpenAsync(path, CancellationToken.None);
            foreach (var entry in archive.Entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
            {
                if (entry.Kind == ArchiveEntryKind.File && entry.Content.Length is > 0 and <= Largest)
                {
                    using var content = new MemoryStream();
                    await entry.Content.WriteToAsync(content, CancellationToken.None);
                    files.Add(new ModelFile(Path.GetExtension(entry.Path), content.ToArray()));
                }
            }
        }

        return [.. files];
    }
}
