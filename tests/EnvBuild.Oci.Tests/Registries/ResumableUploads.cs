using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EnvBuild.Oci.Tests.Registries;

/// <summary>
/// Uploads as the specification describes them, with what arrived before a line broke. Finished blobs go to a real
/// registry, which cannot do that itself.
/// </summary>
internal sealed class ResumableUploads(string target) : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly ConcurrentDictionary<string, MemoryStream> _sessions = new();
    private int _broken;

    /// <summary>The first large body breaks off after so many bytes.</summary>
    public int BreakAfter { get; init; }

    public async Task<bool> AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var at = request.Path.Value!.IndexOf("/blobs/uploads/", StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        var name = request.Path.Value[(at + "/blobs/uploads/".Length)..];
        if (request.Method == "POST")
        {
            name = Guid.NewGuid().ToString("n");
            _sessions[name] = new MemoryStream();
        }

        var session = _sessions[name];
        if (request.Method == "PATCH" && StartOf(request) != session.Length)
        {
            response.StatusCode = 416;
            return true;
        }

        if (request.Method is "PATCH" or "PUT" && !await TakeAsync(context, session))
        {
            return true;
        }

        response.StatusCode = request.Method switch { "GET" => 204, "PUT" => 201, _ => 202 };
        response.Headers.Location = $"{request.Path.Value[..at]}/blobs/uploads/{name}";
        response.Headers["Range"] = $"0-{Math.Max(session.Length - 1, 0)}";
        if (request.Method == "PUT")
        {
            await FinishAsync(request.Path.Value[..at], request.Query["digest"]!, session);
        }

        return true;
    }

    public void Dispose() => _client.Dispose();

    private static long StartOf(HttpRequest request) =>
        long.Parse(request.Headers.ContentRange.ToString().Split('-')[0], CultureInfo.InvariantCulture);

    private async Task<bool> TakeAsync(HttpContext context, MemoryStream session)
    {
        var breaks = context.Request.ContentLength > BreakAfter && Interlocked.Increment(ref _broken) == 1;
        var buffer = new byte[50_000];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            var taken = breaks ? (int)Math.Min(count, BreakAfter - session.Length) : count;
            await session.WriteAsync(buffer.AsMemory(0, taken), context.RequestAborted);
            if (breaks && session.Length == BreakAfter)
            {
                context.Abort();
                return false;
            }
        }

        return true;
    }

    private async Task FinishAsync(string repository, string digest, MemoryStream session)
    {
        using var opened = await _client.PostAsync(new Uri($"http://{target}{repository}/blobs/uploads/"), null);
        using var content = new ByteArrayContent(session.ToArray());
        using var put = await _client.PutAsync(new Uri($"{opened.Headers.Location}&digest={digest}"), content);
        _ = put.EnsureSuccessStatusCode();
    }
}
