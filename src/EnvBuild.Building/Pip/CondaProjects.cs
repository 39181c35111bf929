using System.Collections.Immutable;
using EnvBuild.Building.Layers;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;
using EnvBuild.Python;
using EnvBuild.Python.Metadata;
using EnvBuild.Python.Resolution;

namespace EnvBuild.Building.Pip;

/// <summary>
/// The Python projects that conda packages bring, by the metadata that they hold: names of conda packages need not be those of
/// their projects.
/// </summary>
internal sealed class CondaProjects(PackageFetcher fetcher, BuildSettings settings, IReporter reporter)
{
    private static readonly string[] MetadataFiles = ["METADATA", "PKG-INFO"];

    /// <summary>Reads the packages that may bring any: those that depend on python.</summary>
    public async Task<ImmutableArray<InstalledProject>> ReadAsync(
        IEnumerable<PackageToLink> packages, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, InstalledProject>(StringComparer.Ordinal);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = settings.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(packages, limits, async (package, token) =>
        {
            foreach (var project in await ReadPackageAsync(package, token).ConfigureAwait(false))
            {
                lock (found)
                {
                    found[project.Name] = project;
                }
            }
        }).ConfigureAwait(false);
        return [.. found.Values.OrderBy(project => project.Name, StringComparer.Ordinal)];
    }

    private async Task<List<InstalledProject>> ReadPackageAsync(PackageToLink package, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchAsync(package.Source, cancellationToken).ConfigureAwait(false);
        var archive = await PackageArchive.OpenAsync(fetched.Path, cancellationToken).ConfigureAwait(false);
        await using (archive.ConfigureAwait(false))
        {
            var projects = new List<InstalledProject>();
            foreach (var entry in archive.Entries.Where(entry => IsMetadata(entry.Path)))
            {
                if (Read(package, entry) is { } project)
                {
                    projects.Add(project);
                }
            }

            return projects;
        }
    }

    // site-packages/a.dist-info/METADATA, a.egg-info/PKG-INFO, or the file a.egg-info.
    private static bool IsMetadata(string path)
    {
        var parts = path.Split('/');
        return parts switch
        {
            [.., "site-packages", var folder, var file] =>
                MetadataFiles.Contains(file)
                && (folder.EndsWith(".dist-info", StringComparison.Ordinal) || folder.EndsWith(".egg-info", StringComparison.Ordinal)),
            [.., "site-packages", var file] => file.EndsWith(".egg-info", StringComparison.Ordinal),
            _ => false,
        };
    }

    // Old metadata breaks rules; the name of its folder still tells the project.
    private static InstalledProject? FromName(PackageToLink package, string path)
    {
        var parts = path.Split('/').First(part =>
            part.EndsWith("-info", StringComparison.Ordinal)).Split('-');
        return parts.Length >= 3 && PythonVersion.TryParse(parts[1].Replace(".dist", "", StringComparison.Ordinal), out var version)
            ? new InstalledProject(
                PackageName.Normalize(parts[0]), version, $"the conda package {package.Name} {package.Version}")
            : null;
    }

    private InstalledProject? Read(PackageToLink package, ArchiveEntry entry)
    {
        if (entry.Kind != ArchiveEntryKind.File)
        {
            return null;
        }

        try
        {
            using var copy = new MemoryStream();
            using var content = entry.Content.OpenRead();
            content.CopyTo(copy);
            var metadata = CoreMetadata.Parse(copy.ToArray());
            return new InstalledProject(
                metadata.NormalizedName, metadata.Version, $"the conda package {package.Name} {package.Version}")
            {
                RequiresDist = metadata.RequiresDist,
            };
        }
        catch (CoreMetadataException exception)
        {
            reporter.Detail($"{package.Source.FileName}: {entry.Path}: {exception.Message}");
            return FromName(package, entry.Path);
        }
    }
}
