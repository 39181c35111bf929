using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Configuration;
using EnvBuild.Testing;

namespace EnvBuild.Oci.Tests.Registries;

[TestClass]
public sealed class RegistryConfigurationTests : RegistryTestBase
{
    private const string Example = "registry.example";

    [TestMethod]
    public async Task A_mirror_serves_pulls_and_is_passed_over_when_it_fails()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var mirror = await FaultProxy.StartAsync(() => registry.Host);
        Folder.Write(
            "configuration/registries.json",
            $$$"""{"registries": {"{{{registry.Host}}}": {"mirrors": ["{{{mirror.Host}}}", "127.0.0.1:1/none"]}} }""");
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{registry.Host}/a:1");
        Assert.IsEmpty(mirror.Requests.Where(request => request.Method != "GET"));
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
        Assert.IsNotEmpty(mirror.Requests);
        mirror.Intercept = context =>
        {
            context.Response.StatusCode = 404;
            return Task.FromResult(true);
        };
        await PullElsewhereAsync(client, $"{registry.Host}/a:1", "third");
    }

    [TestMethod]
    public async Task A_registry_behind_a_proxy_is_trusted_by_its_own_authority_alone()
    {
        var certificate = ServerCertificate.Create(Folder, Example);
        using var registry = await RunningRegistry.StartAsync(Cancellation, tls: certificate.Configuration);
        await using var proxy = TunnelProxy.Start(registry.Port, "ada:pr0xy-word");
        Variables["HTTPS_PROXY"] = $"http://ada:pr0xy-word@{proxy.Host}";
        var image = await MakeImageAsync();
        using (var stranger = await ConnectAsync())
        {
            var failure = await FailsAsync(
                () => PushAsync(stranger, image, $"{Example}/a:1"), DiagnosticCatalog.RegistryUnavailable);
            StringAssert.Contains(failure.Message, "certificate");
        }

        Configure($$$"""{"{{{Example}}}": {"ca": "../tls/{{{Example}}}.pem"}}""");
        using var client = await ConnectAsync();
        await PushAsync(client, image, $"{Example}/a:1");
        await PullElsewhereAsync(client, $"{Example}/a:1");
        CollectionAssert.Contains(proxy.Tunnels.ToArray(), $"CONNECT {Example}:443 HTTP/1.1");
        NoSecretIn("pr0xy-word");
    }

    [TestMethod]
    public async Task An_authority_does_not_vouch_for_another_name()
    {
        var certificate = ServerCertificate.Create(Folder, "other.example");
        using var registry = await RunningRegistry.StartAsync(Cancellation, tls: certificate.Configuration);
        await using var proxy = TunnelProxy.Start(registry.Port, "ada:word");
        Variables["https_proxy"] = $"ada:word@{proxy.Host}";
        Configure($$$"""{"{{{Example}}}": {"ca": "../tls/other.example.pem"}}""");
        using var client = await ConnectAsync();
        await FailsAsync(
            () => client.FindManifestAsync(RegistryReference.Parse($"{Example}/a:1"), Cancellation),
            DiagnosticCatalog.RegistryUnavailable);
    }

    [TestMethod]
    public async Task An_insecure_registry_is_asked_with_a_certificate_of_nobody_and_without_one()
    {
        var certificate = ServerCertificate.Create(Folder, Example);
        using var registry = await RunningRegistry.StartAsync(Cancellation, tls: certificate.Configuration);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();

        // This machine is insecure without being told, and encrypted where it can be.
        await PushAsync(client, image, $"{registry.Host}/a:1");
        await using var proxy = TunnelProxy.Start(registry.Port, "ada:word");
        Variables["HTTPS_PROXY"] = $"http://ada:word@{proxy.Host}";
        Configure($$$"""{"{{{Example}}}": {"insecure": true}}""");
        using var other = await ConnectAsync();
        await PullElsewhereAsync(other, $"{Example}/a:1");
    }

    [TestMethod]
    [DataRow("{", "is not valid")]
    [DataRow("""{"registries": {"a.example": {"insecur": true}}}""", "is not valid")]
    [DataRow("""{"registries": {"a.example": {"insecure": "yes"}}}""", "$.registries")]
    [DataRow("""{"registries": {"https://a.example": {}}}""", "'https://a.example' is not a host")]
    [DataRow("""{"registries": {"a.example": {}, "A.example": {}}}""", "named before")]
    [DataRow("""{"registries": {"a.example": {"mirrors": ["https://b"]}}}""", "'https://b'")]
    [DataRow("""{"registries": {"a.example": {"ca": "none.pem"}}}""", "none.pem")]
    public async Task A_configuration_with_faults_is_refused_with_its_place(string text, string told)
    {
        Folder.Write("named.json", text);
        Variables["ENVBUILD_REGISTRIES"] = "named.json";
        var failure = await FailsAsync(() => ConnectAsync(), DiagnosticCatalog.RegistriesFileInvalid);
        StringAssert.Contains(failure.Message, told);
        Assert.AreEqual(Folder["named.json"], failure.Location?.File);
    }

    [TestMethod]
    public async Task A_configuration_that_is_named_has_to_be_there()
    {
        (await ConnectAsync()).Dispose();
        Variables["ENVBUILD_REGISTRIES"] = "none.json";
        await FailsAsync(() => ConnectAsync(), DiagnosticCatalog.RegistriesFileInvalid);
    }

    [TestMethod]
    [DataRow("https://registry.example/", "", true)]
    [DataRow("https://registry.example/", "registry.example", false)]
    [DataRow("https://registry.example/", "other.example", true)]
    [DataRow("https://eu.registry.example/", ".registry.example", false)]
    [DataRow("https://badregistry.example/", "registry.example", true)]
    [DataRow("https://registry.example:5000/", "registry.example:5001", true)]
    [DataRow("https://registry.example:5000/", "registry.example:5000", false)]
    [DataRow("https://10.1.2.3/", "10.0.0.0/8", false)]
    [DataRow("https://11.1.2.3/", "10.0.0.0/8", true)]
    [DataRow("https://registry.example/", "*", false)]
    [DataRow("https://127.0.0.1:5000/", "", false)]
    [DataRow("https://localhost:5000/", "", false)]
    [DataRow("http://registry.example/", "", false)]
    public void A_proxy_is_for_the_hosts_that_the_environment_says(string url, string noProxy, bool isProxied)
    {
        Variables["HTTPS_PROXY"] = "http://proxy.example:8080";
        Variables["NO_PROXY"] = noProxy;
        var proxy = new ProxyFromEnvironment(new RegistryMachine
        {
            GetVariable = name => Variables.GetValueOrDefault(name),
            Folder = Folder.Path,
            ConfigurationFolder = Folder.Path,
        });
        Assert.AreEqual(isProxied ? "proxy.example" : null, proxy.GetProxy(new Uri(url))?.Host);
    }

    private void Configure(string registries) =>
        Folder.Write("configuration/registries.json", $$"""{"registries": {{registries}}}""");
}
