using System.Security.Cryptography;
using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Endpoints;

namespace EnvBuild.Docker.Tests.Endpoints;

[TestClass]
public sealed class EndpointResolverTests : EngineTestBase
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    [TestMethod]
    [DataRow("unix:///run/user/1000/docker.sock", "unix:///run/user/1000/docker.sock")]
    [DataRow(" unix:///a%20b.sock ", "unix:///a%20b.sock")]
    [DataRow("unix://", "unix:///var/run/docker.sock")]
    [DataRow("tcp://build.example:2375", "tcp://build.example:2375")]
    [DataRow("tcp://build.example", "tcp://build.example:2375")]
    [DataRow("tcp://:2377", "tcp://127.0.0.1:2377")]
    [DataRow("tcp://[::1]:2375", "tcp://[::1]:2375")]
    [DataRow("build.example:99", "tcp://build.example:99")]
    [DataRow("https://build.example", "tcp://build.example:2376")]
    [DataRow("npipe:////./pipe/docker_engine", "npipe:////./pipe/docker_engine")]
    public async Task The_variable_names_the_engine(string text, string expected)
    {
        _variables["DOCKER_HOST"] = text;
        _variables["DOCKER_CONTEXT"] = "is not looked at";

        var endpoint = await ResolveAsync();

        Assert.AreEqual(expected, endpoint.ToString());
        Assert.AreEqual("DOCKER_HOST", endpoint.Origin);
        Assert.AreEqual(text.StartsWith("https", StringComparison.Ordinal), endpoint.Tls is not null);
    }

    [TestMethod]
    [DataRow("ssh://user@build.example", "ssh -nNT -L")]
    [DataRow("unix://relative.sock", "not absolute")]
    [DataRow("fd://", "engine itself")]
    [DataRow("gopher://build.example", "'gopher'")]
    [DataRow("tcp://", null)]
    [DataRow("tcp://a b:1", "host and port")]
    [DataRow("tcp://host:99999", "host and port")]
    public async Task An_address_that_cannot_be_used_is_told(string text, string? problem)
    {
        _variables["DOCKER_HOST"] = text;
        if (problem is null)
        {
            Assert.AreEqual("tcp://127.0.0.1:2375", (await ResolveAsync()).ToString());
            return;
        }

        var diagnostic = await FailsAsync(() => ResolveAsync(), DiagnosticCatalog.EngineAddressInvalid);

        Assert.AreEqual("environment.yml", diagnostic.Location!.File);
        StringAssert.Contains(diagnostic.Message, problem, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Certificates_come_from_the_folder_that_the_variable_names()
    {
        _variables["DOCKER_HOST"] = "tcp://build.example";
        _variables["DOCKER_TLS_VERIFY"] = "1";
        _variables["DOCKER_CERT_PATH"] = Folder["certs"];
        var authority = Folder.Write("certs/ca.pem", "");

        var endpoint = await ResolveAsync();

        Assert.AreEqual("tcp://build.example:2376", endpoint.ToString());
        Assert.AreEqual(new EngineTls(authority, null, null, Verify: true), endpoint.Tls);
        _variables.Remove("DOCKER_TLS_VERIFY");
        _variables["DOCKER_TLS"] = "1";
        Assert.IsFalse((await ResolveAsync()).Tls!.Verify);
    }

    [TestMethod]
    public async Task The_current_context_names_the_engine_with_its_certificates()
    {
        Folder.Write(".docker/config.json", """{"auths":{},"currentContext":"remote"}""");
        WriteContext("remote", """{"Name":"remote","Endpoints":{"docker":{"Host":"tcp://remote.example:2376"}}}""");
        var key = Folder.Write($".docker/contexts/tls/{Id("remote")}/docker/key.pem", "");
        var certificate = Folder.Write($".docker/contexts/tls/{Id("remote")}/docker/cert.pem", "");

        var endpoint = await ResolveAsync();

        Assert.AreEqual("tcp://remote.example:2376", endpoint.ToString());
        Assert.AreEqual("the docker context 'remote'", endpoint.Origin);
        Assert.AreEqual(new EngineTls(null, certificate, key, Verify: true), endpoint.Tls);
    }

    [TestMethod]
    public async Task The_context_of_the_variable_goes_before_the_current_one()
    {
        Folder.Write("other/config.json", """{"currentContext":"remote"}""");
        _variables["DOCKER_CONFIG"] = Folder["other"];
        _variables["DOCKER_CONTEXT"] = "named";
        WriteContext(
            "named",
            """{"Endpoints":{"docker":{"Host":"unix:///named.sock","SkipTLSVerify":false}}}""",
            "other");

        Assert.AreEqual("unix:///named.sock", (await ResolveAsync()).ToString());
    }

    [TestMethod]
    [DataRow(null, "there is no such context")]
    [DataRow("{", "not valid JSON")]
    [DataRow("[]", "not valid JSON")]
    [DataRow("{}", "names no endpoint of docker")]
    [DataRow("""{"Endpoints":{"docker":{"Host":""}}}""", "names no endpoint of docker")]
    public async Task A_context_that_cannot_be_used_is_told(string? meta, string problem)
    {
        _variables["DOCKER_CONTEXT"] = "gone";
        if (meta is not null)
        {
            WriteContext("gone", meta);
        }

        var diagnostic = await FailsAsync(() => ResolveAsync(), DiagnosticCatalog.EngineContextInvalid);

        StringAssert.Contains(diagnostic.Message, "'DOCKER_CONTEXT' selects", StringComparison.Ordinal);
        StringAssert.Contains(diagnostic.Message, problem, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_configuration_that_is_no_JSON_is_told()
    {
        var file = Folder.Write(".docker/config.json", "{\n\"currentContext\":");

        var diagnostic = await FailsAsync(() => ResolveAsync(), DiagnosticCatalog.FileAccessFailed);

        StringAssert.Contains(diagnostic.Message, file, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Without_any_setting_the_first_socket_that_is_there_is_taken()
    {
        Folder.Write(".docker/config.json", """{"currentContext":"default"}""");
        var podman = Folder.Write("podman.sock", "");

        var endpoint = await ResolveAsync($"unix://{Folder["docker.sock"]}", $"unix://{podman}");

        Assert.AreEqual($"unix://{podman}", endpoint.ToString());
    }

    [TestMethod]
    public async Task Without_any_engine_the_key_that_needs_one_is_told()
    {
        var diagnostic = await FailsAsync(
            () => ResolveAsync($"unix://{Folder["docker.sock"]}"), DiagnosticCatalog.EngineNotFound);

        Assert.AreEqual("environment.yml", diagnostic.Location!.File);
        StringAssert.StartsWith(diagnostic.Message, "'steps' must run in a container", StringComparison.Ordinal);
        StringAssert.Contains(diagnostic.Message, Folder["docker.sock"], StringComparison.Ordinal);
    }

    private static string Id(string context) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));

    private void WriteContext(string name, string meta, string folder = ".docker") =>
        Folder.Write($"{folder}/contexts/meta/{Id(name)}/meta.json", meta);

    private Task<EngineEndpoint> ResolveAsync(params string[] addresses) => EndpointResolver.ResolveAsync(
        new EndpointEnvironment(_variables.GetValueOrDefault, Folder.Path, [.. addresses]), Need, Cancellation);
}
