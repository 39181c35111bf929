using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using EnvBuild.Testing;
using Microsoft.AspNetCore.Http;

namespace EnvBuild.Oci.Tests.Registries;

/// <summary>A token server as distribution wants it: JWTs with the certificate that the registry trusts.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string User = "ada";
    public const string Password = "s3cret-word";
    public const string Identity = "r3fresh-word";
    private readonly TemporaryFolder _folder = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private WebServer? _server;

    private TokenIssuer()
    {
        var request = new CertificateRequest("CN=tokens", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _folder.Write("root.pem", _certificate.ExportCertificatePem());
    }

    /// <summary>Seconds that a token holds, as the server says.</summary>
    public int SaidLife { get; set; } = 300;

    /// <summary>Answers so many requests with 503 first.</summary>
    public int Failures { get; set; }

    public ConcurrentQueue<(string Method, string Scope, string? Authorization)> Requests { get; } = new();

    /// <summary>The part of the registry's configuration.</summary>
    public string Configuration =>
        $$"""
        auth:
          token: {realm: "{{_server!.Address}}/token", service: registry, issuer: tests, rootcertbundle: {{_folder["root.pem"]}}}
        """;

    public static async Task<TokenIssuer> StartAsync(string address = "127.0.0.1")
    {
        var issuer = new TokenIssuer();
        issuer._server = await WebServer.StartAsync(issuer.AnswerAsync, address);
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _certificate.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync() : null;
        var scopes = (form is null ? request.Query["scope"] : form["scope"])
            .SelectMany(scope => (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var authorization = request.Headers.Authorization.FirstOrDefault();
        Requests.Enqueue((request.Method, string.Join(' ', scopes), authorization));
        if (Failures > 0)
        {
            Failures--;
            context.Response.StatusCode = 503;
            return;
        }

        var basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}";
        var isKnown = authorization == basic
            || (form is not null && form["grant_type"] == "refresh_token" && form["refresh_token"] == Identity);
        if (authorization is not null && !isKnown)
        {
            context.Response.StatusCode = 401;
            return;
        }

        var token = Sign(scopes.Select(scope => scope.Split(':')).Where(_ => isKnown));
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { token, expires_in = SaidLife }));
    }

    private string Sign(IEnumerable<string[]> granted)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = new { typ = "JWT", alg = "RS256", x5c = new[] { Convert.ToBase64String(_certificate.RawData) } };
        var claims = new
        {
            iss = "tests",
            sub = User,
            aud = "registry",
            exp = now + 3600,
            nbf = now - 60,
            iat = now,
            jti = Guid.NewGuid().ToString(),
            access = granted.Select(scope => new
            {
                type = scope[0],
                name = string.Join(':', scope[1..^1]),
                actions = scope[^1].Split(','),
            }),
        };
        var text = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Encode(signature)}";
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
