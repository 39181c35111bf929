using System.IO.Pipes;
using System.Net.Sockets;
using EnvBuild.Docker.Endpoints;

namespace EnvBuild.Docker.Connections;

/// <summary>HTTP over the socket, pipe or network connection of an engine.</summary>
internal static class EngineTransport
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    /// <summary>Address for requests: for sockets and pipes the host means nothing.</summary>
    public static Uri BaseAddress(EngineEndpoint endpoint) => endpoint.Address.Scheme == "tcp"
        ? new Uri($"{(endpoint.Tls is null ? "http" : "https")}://{endpoint.Address.Authority}/")
        : new Uri("http://localhost/");

    /// <summary>Makes a handler reach the engine.</summary>
    public static void Configure(SocketsHttpHandler handler, EngineEndpoint endpoint)
    {
        handler.UseProxy = false;
        handler.AllowAutoRedirect = false;
        handler.ConnectTimeout = ConnectLimit;
        if (endpoint.Address.Scheme != "tcp")
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(endpoint.Address, cancellationToken);
        }

        if (endpoint.Tls is { } tls)
        {
            EngineCertificates.Apply(handler.SslOptions, tls);
        }
    }

    private static async ValueTask<Stream> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme == "npipe")
        {
            var pipe = new NamedPipeClientStream(
                ".", address.AbsolutePath.Split('/')[^1], PipeDirection.InOut, PipeOptions.Asynchronous);
            try
            {
                await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
                return pipe;
            }
            catch
            {
                await pipe.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

#pragma warning disable CA2000 // The stream owns it.
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
#pragma warning restore CA2000
        try
        {
            var endpoint = new UnixDomainSocketEndPoint(Uri.UnescapeDataString(address.AbsolutePath));
            await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
