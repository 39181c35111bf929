using EnvBuild.Building.Registries;
using EnvBuild.Diagnostics;
using EnvBuild.Docker;
using EnvBuild.Docker.Endpoints;

namespace EnvBuild.Building;

/// <summary>
/// Registries and the container engine of a machine. Nothing is looked for, and nobody is asked, before something of
/// them is needed. For one task at a time.
/// </summary>
internal sealed class MachineConnections(BuildSettings settings, IReporter reporter) : IDisposable
{
    private RegistryConnection? _registries;
    private ContainerEngine? _engine;

    /// <summary>The registries.</summary>
    /// <exception cref="EnvBuildException">ENV5101: their configuration cannot be used.</exception>
    public async Task<RegistryConnection> OpenRegistriesAsync(CancellationToken cancellationToken) =>
        _registries ??= await RegistryConnection.OpenAsync(
            settings, settings.Machine.GetVariable, settings.Machine.Folder, reporter, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>The engine.</summary>
    /// <param name="need">What it is needed for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV6000 to ENV6005, ENV6008: there is none that can be used.</exception>
    public async Task<ContainerEngine> OpenEngineAsync(EngineNeed need, CancellationToken cancellationToken) =>
        _engine ??= await ContainerEngine.ConnectAsync(
            new EngineSettings(EndpointEnvironment.Of(settings.Machine.GetVariable), reporter)
            {
                FetchLayers = async (store, layers, token) =>
                {
                    var registries = await OpenRegistriesAsync(token).ConfigureAwait(false);
                    await registries.FetchAsync(store, layers, token).ConfigureAwait(false);
                },
            },
            need,
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine?.Dispose();
        _registries?.Dispose();
    }
}
