using EnvBuild.Docker.Connections;
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

    public static async Task<TemporaryImage> LoadAsync(
        EngineConnection connection, BlobStore store, BaseImage image, CancellationToken cancellationToken)
    {
        var temporary = new TemporaryImage(connection, $"{Repository}:{Guid.NewGuid():n}");
        try
        {
            await connection.DoAsync(
                "load the image",
                async token =>
                {
                    var archive = await EngineArchive.OfBaseAsync(store, image, connection.Version, token)
                        .ConfigureAwait(false);
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

    public async ValueTask DisposeAsync() => await CleanUp
        .RunAsync(_connection, token => new EngineImages(_connection).RemoveAsync(Name, token))
        .ConfigureAwait(false);
}
