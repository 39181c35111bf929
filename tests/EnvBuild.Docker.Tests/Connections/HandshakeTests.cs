using EnvBuild.Diagnostics;
using EnvBuild.Docker.Endpoints;
using EnvBuild.Docker.Tests.Engines;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace EnvBuild.Docker.Tests.Connections;

[TestClass]
public sealed class HandshakeTests : EngineTestBase
{
    [TestMethod]
    [EachEngine]
    public async Task The_engine_says_what_it_is(EngineKind kind)
    {
        using var engine = await ConnectAsync(await GetEngineAsync(kind));

        Assert.AreEqual($"{kind}", engine.Version.Name);
        Assert.AreEqual("linux", engine.Version.Platform.Os);
        Assert.IsTrue(Reporter.Details.Any(detail => detail.StartsWith($"Container engine: {kind} ", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("1.41", "1.12", "1.41")]
    [DataRow("1.60", "1.24", "1.47")]
    [DataRow("1.47", "1.44", "1.47")]
    public async Task The_newest_version_that_both_speak_is_spoken(string newest, string oldest, string expected)
    {
        await using var fake = await FakeEngine.StartAsync(Folder, Cancellation);
        fake.Answer("GET /version", $$"""{"Version":"9","ApiVersion":"{{newest}}","MinAPIVersion":"{{oldest}}"}""");

        using var engine = await ConnectAsync(fake);

        Assert.AreEqual(expected, engine.Version.Api.ToString());
    }

    [TestMethod]
    [DataRow("1.39", "1.12")]
    [DataRow("1.90", "1.48")]
    public async Task An_engine_that_shares_no_version_is_told(string newest, string oldest)
    {
        await using var fake = await FakeEngine.StartAsync(Folder, Cancellation);
        fake.Answer("GET /version", $$"""{"Version":"9","ApiVersion":"{{newest}}","MinAPIVersion":"{{oldest}}"}""");

        _ = await FailsAsync(() => ConnectAsync(fake), DiagnosticCatalog.EngineVersionUnsupported);
    }

    [TestMethod]
    [DataRow("<html>", 200)]
    [DataRow("null", 200)]
    [DataRow("{}", 200)]
    [DataRow("""{"ApiVersion":7}""", 200)]
    [DataRow("""{"ApiVersion":"new"}""", 200)]
    [DataRow("{}", 404)]
    public async Task Something_else_at_the_address_is_told(string body, int status)
    {
        await using var fake = await FakeEngine.StartAsync(Folder, Cancellation);
        fake.Answer("GET /version", body, status);

        _ = await FailsAsync(() => ConnectAsync(fake), DiagnosticCatalog.EngineAnswerInvalid);
    }

    [TestMethod]
    public async Task An_engine_that_never_answers_is_told()
    {
        await using var fake = await FakeEngine.StartAsync(Folder, Cancellation);
        fake.Hang("GET /version");

        var diagnostic = await FailsAsync(() => ConnectAsync(fake), DiagnosticCatalog.EngineUnreachable);

        StringAssert.Contains(diagnostic.Message, "no answer within 1 seconds", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_socket_at_which_nobody_listens_is_told()
    {
        var address = $"unix://{Folder["nobody.sock"]}";

        var diagnostic = await FailsAsync(
            () => ContainerEngine.ConnectAsync(SettingsFor(address), Need, Cancellation),
            DiagnosticCatalog.EngineUnreachable);

        Assert.AreEqual("environment.yml", diagnostic.Location!.File);
        StringAssert.StartsWith(diagnostic.Message, "'steps' must run in a container", StringComparison.Ordinal);
        StringAssert.Contains(diagnostic.Message, $"'{address}' (from DOCKER_HOST)", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Both_sides_show_their_certificates()
    {
        using var ours = Certificates.Make(Folder, "ours");
        await using var fake = await StartTlsAsync(ours);

        using var engine = await ConnectTlsAsync(fake, "ours");

        Assert.AreEqual("Docker 28.5.2", engine.Version.ToString());
    }

    [TestMethod]
    public async Task An_engine_that_another_authority_signed_is_not_trusted()
    {
        using var ours = Certificates.Make(Folder, "ours");
        using var theirs = Certificates.Make(Folder, "theirs");
        await using var fake = await StartTlsAsync(theirs);

        _ = await FailsAsync(() => ConnectTlsAsync(fake, "ours"), DiagnosticCatalog.EngineUnreachable);
        Assert.IsEmpty(fake.Requests);
    }

    [TestMethod]
    [DataRow("ca.pem")]
    [DataRow("cert.pem")]
    [DataRow("key.pem")]
    public async Task A_damaged_certificate_is_told_with_its_file(string file)
    {
        using var ours = Certificates.Make(Folder, "ours");
        await using var fake = await StartTlsAsync(ours);
        Folder.Write($"ours/{file}", "nothing of use");

        var diagnostic = await FailsAsync(
            () => ConnectTlsAsync(fake, "ours"), DiagnosticCatalog.EngineCertificateInvalid);

        StringAssert.Contains(diagnostic.Message, Folder["ours"], StringComparison.Ordinal);
    }

    private Task<FakeEngine> StartTlsAsync(Certificates certificates) => FakeEngine.StartTcpAsync(
        listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificates.Server,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (certificate, _, _) => certificates.IsOurs(certificate),
        }),
        Cancellation);

    private Task<ContainerEngine> ConnectAsync(FakeEngine fake) => ContainerEngine.ConnectAsync(
        SettingsFor(fake.Address) with { AnswerLimit = TimeSpan.FromSeconds(1) }, Need, Cancellation);

    private Task<ContainerEngine> ConnectTlsAsync(FakeEngine fake, string certificates)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOCKER_HOST"] = fake.Address,
            ["DOCKER_TLS_VERIFY"] = "1",
            ["DOCKER_CERT_PATH"] = Folder[certificates],
        };
        return ContainerEngine.ConnectAsync(
            new EngineSettings(new EndpointEnvironment(variables.GetValueOrDefault, Folder.Path, []), Reporter),
            Need,
            Cancellation);
    }
}
