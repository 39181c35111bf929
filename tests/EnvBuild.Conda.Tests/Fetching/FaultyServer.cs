using System.Net;

namespace EnvBuild.Conda.Tests.Fetching;

/// <summary>A server on this machine that answers as a test tells it to.</summary>
internal sealed class FaultyServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerContext, int, Task> _answer;
    private readonly List<string?> _ranges = [];
    private readonly Task _loop;
    private int _requests;

    /// <param name="answer">Gets the request and its number, from 1.</param>
    public FaultyServer(Func<HttpListenerContext, int, Task> answer)
    {
        _answer = answer;
        Url = Start();
        _loop = Task.Run(ServeAsync);
    }

    /// <summary>Address with a trailing slash.</summary>
    public string Url { get; }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The <c>Range</c> header of each request.</summary>
    public IReadOnlyList<string?> Ranges
    {
        get
        {
            lock (_ranges)
            {
                return [.. _ranges];
            }
        }
    }

    /// <summary>Answers with bytes, or with the rest of them where a range is asked for.</summary>
    public static async Task SendAsync(HttpListenerContext context, byte[] bytes)
    {
        var start = 0;
        if (context.Request.Headers["Range"] is { } range)
        {
            start = int.Parse(range["bytes=".Length..].TrimEnd('-'));
            if (start >= bytes.Length)
            {
                Fail(context, HttpStatusCode.RequestedRangeNotSatisfiable);
                return;
            }

            context.Response.StatusCode = (int)HttpStatusCode.PartialContent;
            context.Response.Headers["Content-Range"] = $"bytes {start}-{bytes.Length - 1}/{bytes.Length}";
        }

        context.Response.ContentLength64 = bytes.Length - start;
        await context.Response.OutputStream.WriteAsync(bytes.AsMemory(start));
        context.Response.Close();
    }

    /// <summary>Promises all bytes, sends some of them, and breaks the connection.</summary>
    public static async Task BreakAfterAsync(HttpListenerContext context, byte[] bytes, int count)
    {
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes.AsMemory(0, count));
        await context.Response.OutputStream.FlushAsync();
        context.Response.Abort();
    }

    public static void Fail(HttpListenerContext context, HttpStatusCode status)
    {
        context.Response.StatusCode = (int)status;
        context.Response.Close();
    }

    public void Dispose()
    {
        _listener.Close();
        _loop.Wait(TimeSpan.FromSeconds(5));
    }

    private string Start()
    {
        for (var port = 20000 + (Environment.ProcessId % 20000); ; port++)
        {
            try
            {
                var url = $"http://127.0.0.1:{port}/";
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(url);
                _listener.Start();
                return url;
            }
            catch (HttpListenerException) when (port < 65000)
            {
                // Somebody else has this port.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            lock (_ranges)
            {
                _ranges.Add(context.Request.Headers["Range"]);
            }

            _ = AnswerAsync(context, Interlocked.Increment(ref _requests));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, int number)
    {
        try
        {
            await _answer(context, number);
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client went away, as some tests want it.
        }
    }
}
