using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnvBuild.Conda.Access;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Access;

/// <summary>Proxies and certificates.</summary>
[TestClass]
public sealed class ClientTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [TestMethod]
    [DataRow("variable")]
    [DataRow("condarc")]
    public async Task A_channel_is_asked_for_through_a_proxy(string source)
    {
        using var proxy = new RawServer(Machine.Repodata);
        if (source == "variable")
        {
            _machine.Variables["HTTP_PROXY"] = $"127.0.0.1:{proxy.Port}";
        }
        else
        {
            _machine.Write("home/.condarc", $"proxy_servers:\n  http: http://127.0.0.1:{proxy.Port}\n");
        }

        Assert.IsTrue((await _machine.LoadAsync("http://conda.example.invalid/team")).Contains("tool"));
        Assert.StartsWith("GET http://conda.example.invalid/team/noarch/", proxy.Heads.First());
    }

    [TestMethod]
    [DataRow("http://a.example.com/", "http://one:1/")]
    [DataRow("https://a.example.com/", "http://two:2/")]
    [DataRow("https://special.example.org/", "http://four:4/")]
    [DataRow("https://other.example.org/", "http://three:3/")]
    [DataRow("https://direct.example.net/", null)]
    [DataRow("https://sub.direct.example.net/", null)]
    [DataRow("https://notdirect.example.net/", "http://three:3/")]
    [DataRow("http://10.1.2.3/", null)]
    [DataRow("http://example.edu:8080/", null)]
    [DataRow("http://example.edu:8081/", "http://one:1/")]
    public void The_right_proxy_is_chosen(string url, string? expected)
    {
        _machine.Variables["http_proxy"] = "one:1";
        _machine.Variables["NO_PROXY"] = "direct.example.net, 10.0.0.0/8,example.edu:8080";
        if (url.Contains("a.example.com", StringComparison.Ordinal))
        {
            _machine.Variables["HTTPS_PROXY"] = "http://two:2";
        }

        var servers = new Dictionary<string, string>
        {
            ["http"] = "http://never:9",
            ["https"] = "http://three:3",
            ["https://special.example.org"] = "http://me:p%40ss@four:4",
        };
        var choice = new ProxyChoice(servers, _machine.Host);

        Assert.AreEqual(expected, choice.GetProxy(new Uri(url))?.AbsoluteUri);
        Assert.AreEqual("p@ss", choice.GetCredential(new Uri("http://four:4"), "Basic")!.Password);
        Assert.IsNull(choice.GetCredential(new Uri("http://one:1"), "Basic"));
    }

    [TestMethod]
    [DataRow(null, null, false)]
    [DataRow("ssl_verify: ca.pem", null, true)]
    [DataRow("ssl_verify: other.pem", null, false)]
    [DataRow("ssl_verify: false", null, true)]
    [DataRow("verify_ssl: no", null, true)]
    [DataRow("ssl_verify: true", "REQUESTS_CA_BUNDLE", true)]
    [DataRow(null, "CURL_CA_BUNDLE", true)]
    [DataRow(null, "SSL_CERT_FILE", true)]
    [DataRow(null, "CONDA_SSL_VERIFY", true)]
    public async Task A_server_is_trusted_as_conda_is_told(string? text, string? variable, bool isTrusted)
    {
        using var certificate = CreateCertificate();
        using var other = CreateCertificate();
        using var server = new RawServer(Machine.Repodata, certificate);
        var file = _machine.Write("home/ca.pem", certificate.ExportCertificatePem());
        _machine.Write("home/other.pem", other.ExportCertificatePem());
        if (text is not null)
        {
            _machine.Write("home/.condarc", text);
        }

        if (variable is not null)
        {
            _machine.Variables[variable] = file;
        }

        var channel = $"https://localhost:{server.Port}/team";
        if (isTrusted)
        {
            Assert.IsTrue((await _machine.LoadAsync(channel)).Contains("tool"));
        }
        else
        {
            var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.LoadAsync(channel));
            Assert.AreEqual("ENV3012", error.Diagnostics.Single().Code);
            Assert.Contains("certificate", error.Diagnostics.Single().Message);
        }

        var isUnchecked = text is "ssl_verify: false" or "verify_ssl: no";
        Assert.AreEqual(isUnchecked, _machine.Reporter.Diagnostics.Any(diagnostic => diagnostic.Code == "ENV3018"));
    }

    [TestMethod]
    [DataRow("ssl_verify: missing.pem", "it does not exist")]
    [DataRow("ssl_verify: empty.pem", "there is no certificate in it")]
    [DataRow("client_ssl_cert: empty.pem", "client_ssl_cert")]
    public async Task Certificates_that_cannot_be_read_are_told(string text, string reason)
    {
        _machine.Write("home/empty.pem", "");
        _machine.Write("home/.condarc", text);
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.OpenClientAsync());

        Assert.AreEqual("ENV0034", error.Diagnostics.Single().Code);
        Assert.Contains(reason, error.Diagnostics.Single().Message);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }
}
