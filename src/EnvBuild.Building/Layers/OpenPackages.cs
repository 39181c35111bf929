using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;

namespace EnvBuild.Building.Layers;

/// <summary>Packages whose archives stay open until their content was written.</summary>
internal sealed class OpenPackages : IAsyncDisposable
{
    private readonly List<OpenPackage> _packages = [];

    public IReadOnlyList<OpenPackage> All => _packages;

    public async Task OpenAsync(
        IPackageToLink package, FetchedPackage fetched, LinkOptions options, CancellationToken cancellationToken) =>
        _packages.Add(await package.OpenAsync(fetched, options, cancellationToken).ConfigureAwait(false));

    public async ValueTask DisposeAsync()
    {
        foreach (var package in _packages)
        {
            await package.DisposeAsync().ConfigureAwait(false);
        }
    }
}
