using System.Globalization;
using System.Text;

namespace EnvBuild.Conda.Tests.Misbehaving;

/// <summary>A request, and the connection to write the answer to.</summary>
/// <param name="path">Path of the URL.</param>
/// <param name="head">The whole head.</param>
/// <param name="stream">The connection.</param>
/// <param name="stop">Ends with the server.</param>
internal sealed class RawRequest(string path, string head, Stream stream, CancellationToken stop)
{
    public string Path => path;

    public CancellationToken Stop => stop;

    /// <summary>Whether the connection stays for the next request.</summary>
    public bool KeepsConnection { get; set; }

    public int? RangeStart => head.IndexOf("Range: bytes=", StringComparison.OrdinalIgnoreCase) is >= 0 and var start
        ? int.Parse(head[(start + "Range: bytes=".Length)..].Split('-')[0], CultureInfo.InvariantCulture)
        : null;

    public bool Has(string header) => head.Contains(header, StringComparison.OrdinalIgnoreCase);

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes, stop);
        await stream.FlushAsync(stop);
    }

    /// <summary>Writes a whole answer, and closes.</summary>
    public async Task AnswerAsync(string status, ReadOnlyMemory<byte> body, string headers = "", long? length = null)
    {
        await WriteAsync($"HTTP/1.1 {status}\r\nContent-Length: {length ?? body.Length}\r\n");
        await WriteAsync($"Connection: close\r\n{headers}\r\n");
        await WriteAsync(body);
    }
}
