using System.Collections.Concurrent;
using System.Collections.Immutable;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Metadata;
using EnvBuild.Python.Tags;

namespace EnvBuild.Python.Resolution;

/// <summary>
/// Projects and their metadata, asked for ahead of their need and once each. The solver waits for them on a thread of its own.
/// </summary>
internal sealed class ProjectCatalog(
    IProjectSource source,
    ResolutionRequest request,
    CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Project>>> _projects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<CoreMetadata>>> _metadata = new(StringComparer.Ordinal);
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>> _hashes = HashesOf(request);

    /// <summary>The tags that the target takes.</summary>
    public SupportedTags Tags { get; } = SupportedTags.For(request.Target);

    /// <summary>Asks for a project, and for the metadata of the version that is likely to be chosen.</summary>
    public void Announce(string name, VersionSpecifiers specifiers) => _ = AnnounceAsync(name, specifiers);

    /// <summary>A project.</summary>
    public Project Project(string name) => ProjectAsync(name).GetAwaiter().GetResult();

    /// <summary>What a file says of itself.</summary>
    /// <exception cref="CoreMetadataException">Nothing that can be used.</exception>
    public CoreMetadata Metadata(IndexFile file) => MetadataAsync(file).GetAwaiter().GetResult();

    private static ImmutableDictionary<string, ImmutableHashSet<string>> HashesOf(ResolutionRequest request) =>
        request.Requirements.Concat(request.Constraints)
            .Where(asked => !asked.Hashes.IsEmpty)
            .GroupBy(asked => asked.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(
                group => group.Key,
                group => group.Select(asked => asked.Hashes.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase))
                    .Aggregate((left, right) => left.Intersect(right)),
                StringComparer.Ordinal);

    private async Task AnnounceAsync(string name, VersionSpecifiers specifiers)
    {
        try
        {
            var project = await ProjectAsync(name).ConfigureAwait(false);
            if (project.Versions.FirstOrDefault(version =>
                !version.Version.IsPreRelease && !version.File.IsYanked && specifiers.Matches(version.Version)) is { } likely)
            {
                await MetadataAsync(likely.File).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Whoever needs it will be told.
        catch
#pragma warning restore CA1031
        {
            // Only a guess.
        }
    }

    private Task<Project> ProjectAsync(string name) =>
        _projects.GetOrAdd(name, _ => new Lazy<Task<Project>>(() => LoadAsync(name))).Value;

    private Task<CoreMetadata> MetadataAsync(IndexFile file) => _metadata.GetOrAdd(
        file.Url,
        _ => new Lazy<Task<CoreMetadata>>(() => Task.Run(() => source.MetadataAsync(file, cancellationToken), cancellationToken)))
        .Value;

    private async Task<Project> LoadAsync(string name)
    {
        var files = await Task.Run(() => source.FilesAsync(name, cancellationToken), cancellationToken).ConfigureAwait(false);
        return Resolution.Project.Of(files, new FileJudge(name, request, Tags, _hashes.GetValueOrDefault(name)));
    }
}
