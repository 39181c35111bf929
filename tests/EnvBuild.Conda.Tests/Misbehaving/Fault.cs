using System.IO.Compression;
using System.Text;

namespace EnvBuild.Conda.Tests.Misbehaving;

/// <summary>Ways to answer a request for a file wrongly.</summary>
internal static class Fault
{
    private const string Page = "<!DOCTYPE html>\n<html><body>Sign in</body></html>";

    public static async Task DiesInMidDownload(RawRequest request, byte[] file) =>
        await request.AnswerAsync("200 OK", file.AsMemory(0, file.Length / 2), length: file.Length);

    public static async Task SendsHalfAsTheWhole(RawRequest request, byte[] file) =>
        await request.AnswerAsync("200 OK", file.AsMemory(0, file.Length / 2));

    public static async Task SendsHalfWithoutLength(RawRequest request, byte[] file)
    {
        await request.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        await request.WriteAsync(file.AsMemory(0, file.Length / 2));
    }

    public static async Task SendsNothingAsTheWhole(RawRequest request, byte[] file) =>
        await request.AnswerAsync("200 OK", ReadOnlyMemory<byte>.Empty);

    public static async Task SendsAnotherFile(RawRequest request, byte[] file) =>
        await request.AnswerAsync("200 OK", Enumerable.Range(0, file.Length).Select(i => (byte)(i * 31)).ToArray());

    public static async Task SendsAPage(RawRequest request, byte[] file) =>
        await request.AnswerAsync("200 OK", Encoding.ASCII.GetBytes(Page), "Content-Type: text/html\r\n");

    public static Task Forbids(RawRequest request, byte[] file) => Refuse(request, "403 Forbidden");

    public static Task HasNothing(RawRequest request, byte[] file) => Refuse(request, "404 Not Found");

    public static Task HasTooMuchToDo(RawRequest request, byte[] file) => Refuse(request, "429 Too Many Requests");

    public static Task AsksForPatience(RawRequest request, byte[] file) =>
        Refuse(request, "429 Too Many Requests", "Retry-After: 0\r\n");

    public static Task Fails(RawRequest request, byte[] file) => Refuse(request, "500 Internal Server Error");

    public static Task HasABadGateway(RawRequest request, byte[] file) => Refuse(request, "502 Bad Gateway");

    public static Task IsUnavailable(RawRequest request, byte[] file) => Refuse(request, "503 Service Unavailable");

    public static Task HasASlowGateway(RawRequest request, byte[] file) => Refuse(request, "504 Gateway Timeout");

    public static Task RedirectsInACircle(RawRequest request, byte[] file) =>
        Refuse(request, "302 Found", $"Location: {request.Path}\r\n");

    public static Task SpeaksNoHttp(RawRequest request, byte[] file) => request.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n");

    public static Task ClosesAtOnce(RawRequest request, byte[] file) => Task.CompletedTask;

    public static async Task DripsWithoutEnd(RawRequest request, byte[] file)
    {
        await request.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        for (var i = 0; ; i++)
        {
            await request.WriteAsync(file.AsMemory(i % file.Length, 1));
            await Task.Delay(10, request.Stop);
        }
    }

    public static async Task CompressesForTheWay(RawRequest request, byte[] file)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(file);
        }

        await request.AnswerAsync("200 OK", packed.ToArray(), "Content-Encoding: gzip\r\n");
    }

    public static async Task CompressesOnlyInName(RawRequest request, byte[] file) =>
        await request.AnswerAsync("200 OK", file, "Content-Encoding: gzip\r\n");

    /// <summary>Says that the connection stays, and closes it.</summary>
    public static async Task ClosesKeptConnections(RawRequest request, byte[] file)
    {
        await request.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {file.Length}\r\nConnection: keep-alive\r\n\r\n");
        await request.WriteAsync(file);
    }

    private static Task Refuse(RawRequest request, string status, string headers = "") =>
        request.AnswerAsync(status, Encoding.ASCII.GetBytes("no"), headers);
}
