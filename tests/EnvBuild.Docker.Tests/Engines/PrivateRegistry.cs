using System.Net;
using System.Text;
using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EnvBuild.Docker.Tests.Engines;

/// <summary>A registry of one image, for a user with a password.</summary>
internal sealed class PrivateRegistry : IAsyncDisposable
{
    public const string User = "reader";
    public const string Password = "p4ssword-of-the-test";

    private static readonly string Expected =
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}";

    private readonly WebApplication _server;

    private PrivateRegistry(WebApplication server)
    {
        _server = server;
    }

    /// <summary>Its name in references; engines take registries of this machine without TLS.</summary>
    public string Name => new Uri(_server.Urls.Single()).Authority;

    public static async Task<PrivateRegistry> StartAsync(
        BlobStore store, AssembledImage image, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var registry = new PrivateRegistry(builder.Build());
        registry._server.Run(context => AnswerAsync(context, store, image));
        await registry._server.StartAsync(cancellationToken);
        return registry;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, BlobStore store, AssembledImage image)
    {
        var response = context.Response;
        if (context.Request.Headers.Authorization != Expected)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = "Basic realm=\"private\"";
            return Task.CompletedTask;
        }

        var parts = context.Request.Path.Value!.Split('/');
        if (parts is ["", "v2", ..] && parts[^2] is "manifests" or "blobs")
        {
            var isManifest = parts[^2] == "manifests";
            Digest[] known =
                [image.Descriptor.Digest, image.Manifest.Config.Digest, .. image.Manifest.Layers.Select(layer => layer.Digest)];
            var digest = isManifest ? known[0] : known.Single(digest => digest.ToString() == parts[^1]);
            response.ContentType = isManifest ? MediaTypes.ImageManifest : "application/octet-stream";
            response.Headers["Docker-Content-Digest"] = digest.ToString();
            var path = store.GetPath(digest);
            response.ContentLength = new FileInfo(path).Length;
            return HttpMethods.IsHead(context.Request.Method)
                ? Task.CompletedTask
                : response.SendFileAsync(path, context.RequestAborted);
        }

        return Task.CompletedTask;
    }
}
