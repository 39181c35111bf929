using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EnvBuild.Oci.Tests.Registries;

/// <summary>A server on a loopback address that answers as the test wants.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebServer(WebApplication application) => _application = application;

    public string Address => _application.Urls.First();

    public string Host => new Uri(Address).Authority;

    public static async Task<WebServer> StartAsync(RequestDelegate answer, string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            options.AllowSynchronousIO = true;
        });
        builder.WebHost.UseUrls($"http://{address}:0");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return new WebServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
