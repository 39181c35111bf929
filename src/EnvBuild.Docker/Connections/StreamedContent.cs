using System.Net;
using System.Net.Http.Headers;

namespace EnvBuild.Docker.Connections;

/// <summary>A tar in a request that is made while it is sent.</summary>
internal sealed class StreamedContent : HttpContent
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    /// <summary>A body.</summary>
    /// <param name="write">Writes it.</param>
    public StreamedContent(Func<Stream, CancellationToken, Task> write)
    {
        _write = write;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _write(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _write(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
