using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Building.Layers;

/// <summary>Linked packages whose archives stay open until their content was written.</summary>
internal sealed class OpenPackages : IAsyncDisposable
{
    private readonly List<PackageArchive> _archives = [];
    private readonly List<LinkedPackage> _linked = [];

    public IReadOnlyList<LinkedPackage> Linked => _linked;

    public async Task<LinkedPackage> LinkAsync(
        PackageToLink package,
        FetchedPackage fetched,
        LinkOptions options,
        CancellationToken cancellationToken)
    {
        var archive = await PackageArchive.OpenAsync(fetched.Path, cancellationToken).ConfigureAwait(false);
        _archives.Add(archive);
        var origin = package.ToOrigin(fetched);
        var linked = await PackageLinker.LinkAsync(archive, origin, options, cancellationToken).ConfigureAwait(false);
        _linked.Add(linked);
        return linked;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var archive in _archives)
        {
            await archive.DisposeAsync().ConfigureAwait(false);
        }
    }
}
