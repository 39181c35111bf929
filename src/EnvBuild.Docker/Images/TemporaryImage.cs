using EnvBuild.Docker.Connections;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Docker.Images;

/// <summary>An image of a store in an engine, under a name of its own, for as long as it is needed.</summary>
internal sealed class TemporaryImage : IAsyncDisposable
{
    /// <summary>Podman asks a registry for names that have none; no registry is called this.</summary>
    private const string Repository = "localhost/envbuild-temporary";

    private readonly EngineConnection _connection;

    private TemporaryImage(EngineConnection connection, string name)
    {
        _connection = connection;
        Name = name;
    }

    /// <summary>Its name, <c>repository:tag</c>.</summary>
    public string Name { get; }

    /// <summary>Loads a base, which may come from an archive without a manifest.</summary>
    public static Task<TemporaryImage> LoadAsync(
        EngineConnection connection, BlobStore store, BaseImage image, CancellationToken cancellationToken) =>
        LoadAsync(
            connection,
            store,
            token => EngineArchive.OfBaseAsync(store, image, connection.Version, token),
            cancellationToken);

    /// <summary>Loads a finished image.</summary>
    public static Task<TemporaryImage> LoadAsync(
        EngineConnection connection, BlobStore store, Descriptor image, CancellationToken cancellationToken) =>
        LoadAsync(
            connection,
            store,
            token => EngineArchive.ReadAsync(store, image, connection.Version, token),
            cancellationToken);

    public async ValueTask DisposeAsync() => await CleanUp
        .RunAsync(_connection, token => new EngineImages(_connection).RemoveAsync(Name, token))
        .ConfigureAwait(false);

    private static async Task<TemporaryImage> LoadAsync(
        EngineConnection connection,
        BlobStore store,
        Func<CancellationToken, Task<EngineArchive>> open,
        CancellationToken cancellationToken)
    {
        var temporary = new TemporaryImage(connection, $"{Repository}:{Guid.NewGuid():n}");
        try
        {
            await connection.DoAsync(
                "load the image",
                async token =>
                {
                    var archive = await open(token).ConfigureAwait(false);
                    _ = await new ImageDelivery(connection, store)
                        .DeliverAsync(archive, [temporary.Name], token)
                        .ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            return temporary;
        }
        catch
        {
            await temporary.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
