using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EnvBuild.Conda.Tests.Access;

/// <summary>
/// A server of a few lines on 127.0.0.1: takes any host name, as a proxy does, and speaks TLS if told to.
/// </summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;
    private readonly byte[] _body;

    internal RawServer(byte[] body, X509Certificate2? certificate = null)
    {
        (_body, _certificate) = (body, certificate);
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The head of each request.</summary>
    internal ConcurrentQueue<string> Heads { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(client));
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using Stream stream = _certificate is null
                    ? client.GetStream()
                    : new SslStream(client.GetStream());
                if (stream is SslStream ssl)
                {
                    await ssl.AuthenticateAsServerAsync(_certificate!);
                }

                await AnswerAsync(stream);
            }
            catch (Exception error) when (error is IOException or AuthenticationException)
            {
                // The client did not trust it, as some tests want.
            }
        }
    }

    private async Task AnswerAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            head.AppendLine(line);
        }

        Heads.Enqueue(head.ToString());
        var answer = $"HTTP/1.1 200 OK\r\nContent-Length: {_body.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        await stream.WriteAsync(_body);
    }
}
