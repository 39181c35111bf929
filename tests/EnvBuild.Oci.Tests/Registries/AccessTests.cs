using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Access;
using EnvBuild.Testing;
using Microsoft.AspNetCore.Http;

namespace EnvBuild.Oci.Tests.Registries;

[TestClass]
public sealed class AccessTests : RegistryTestBase
{
    // TokenIssuer.Password for user ada, by bcrypt.
    private const string PasswordFile = "ada:$2y$05$abcdefghijklmnopqrstuuEpHRRKIlpAGo.iP7Bpa.htQEJMAAnRe\n";

    [TestMethod]
    public async Task A_password_of_dockers_file_opens_a_registry_with_basic_authentication()
    {
        using var registry = await StartWithPasswordAsync();
        LogIn(registry.Host, TokenIssuer.User, TokenIssuer.Password);
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1");
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
    }

    [TestMethod]
    public async Task Without_credentials_the_refusal_says_how_to_log_in()
    {
        using var registry = await StartWithPasswordAsync();
        using var client = await ConnectAsync();
        var failure = await FailsAsync(
            async () => await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1"),
            DiagnosticCatalog.RegistryAccessDenied);
        StringAssert.Contains(failure.Message, $"'{registry.Host}' refuses access to 'a'");
        StringAssert.Contains(failure.Message, $"docker login {registry.Host}");
    }

    [TestMethod]
    public async Task A_wrong_password_is_refused_with_its_place_and_never_shown()
    {
        using var registry = await StartWithPasswordAsync();
        LogIn(registry.Host, TokenIssuer.User, "wr0ng-word");
        using var client = await ConnectAsync();
        var failure = await FailsAsync(
            async () => await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1"),
            DiagnosticCatalog.RegistryAccessDenied);
        StringAssert.Contains(failure.Message, Folder["home/.docker/config.json"]);
        Assert.DoesNotContain("wr0ng-word", failure.Message);
        NoSecretIn("wr0ng-word");
    }

    [TestMethod]
    public async Task Variables_hold_for_the_host_that_they_name_alone()
    {
        using var registry = await StartWithPasswordAsync();
        Variables["ENVBUILD_REGISTRY_HOST"] = "elsewhere.example";
        Variables["ENVBUILD_REGISTRY_USER"] = "other";
        Variables["ENVBUILD_REGISTRY_PASSWORD"] = "other-word";
        Variables["ENVBUILD_REGISTRY_HOST_2"] = registry.Host;
        Variables["ENVBUILD_REGISTRY_USER_2"] = TokenIssuer.User;
        Variables["ENVBUILD_REGISTRY_PASSWORD_2"] = TokenIssuer.Password;
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1");
        Variables.Remove("ENVBUILD_REGISTRY_HOST_2");
        using var second = await ConnectAsync();
        await FailsAsync(
            async () => await PushAsync(second, await MakeImageAsync(), $"{registry.Host}/a:2"),
            DiagnosticCatalog.RegistryAccessDenied);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Tokens_are_fetched_with_what_there_is(bool isIdentity)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        using var registry = await RunningRegistry.StartAsync(Cancellation, issuer.Configuration);
        if (isIdentity)
        {
            Folder.Write("home/.docker/config.json", $$$"""
                {"auths": {"{{{registry.Host}}}": {"identitytoken": "{{{TokenIssuer.Identity}}}"} } }
                """);
        }
        else
        {
            LogIn(registry.Host, TokenIssuer.User, TokenIssuer.Password);
        }

        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/team/a:1");
        var other = await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/team/b:1");
        Assert.AreEqual(3, other.Mounted);
        await PullElsewhereAsync(client, $"{registry.Host}/team/b:1");
        Assert.IsTrue(issuer.Requests.All(request => request.Method == (isIdentity ? "POST" : "GET")));
        Assert.IsTrue(issuer.Requests.Any(request =>
            request.Scope == "repository:team/a:pull repository:team/b:pull,push"));
        NoSecretIn(TokenIssuer.Password, TokenIssuer.Identity);
    }

    [TestMethod]
    public async Task A_token_server_that_is_busy_is_asked_again()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        using var registry = await RunningRegistry.StartAsync(Cancellation, issuer.Configuration);
        LogIn(registry.Host, TokenIssuer.User, TokenIssuer.Password);
        issuer.Failures = 2;
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1");
    }

    [TestMethod]
    public async Task A_token_that_ends_in_mid_push_is_replaced_once_and_the_push_goes_on()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        using var registry = await RunningRegistry.StartAsync(Cancellation, issuer.Configuration);
        var puts = 0;
        string? ended = null;
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        proxy.Intercept = context =>
        {
            // The token of the first PUT is not accepted from then on.
            var token = context.Request.Headers.Authorization.ToString();
            if (context.Request.Method == "PUT" && Interlocked.Increment(ref puts) == 1)
            {
                ended = token;
            }

            if (ended is null || token != ended)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{RealmOf(issuer)}\",service=\"registry\",error=\"invalid_token\"";
            return Task.FromResult(true);
        };
        LogIn(proxy.Host, TokenIssuer.User, TokenIssuer.Password);
        using var client = await ConnectAsync(Fast with { Parallelism = 1 });
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{proxy.Host}/a:1");
        Assert.AreEqual(
            image.Digest,
            await client.FindManifestAsync(RegistryReference.Parse($"{proxy.Host}/a:1"), Cancellation));
        Assert.IsNotNull(ended);
    }

    [TestMethod]
    public async Task A_helper_is_asked_in_dockers_way()
    {
        using var registry = await StartWithPasswordAsync();
        WriteHelper("mine", $$"""
            read server
            test "$1" = get && test "$server" = "{{registry.Host}}" || exit 3
            echo '{"ServerURL":"x","Username":"{{TokenIssuer.User}}","Secret":"{{TokenIssuer.Password}}"}'
            """);
        Folder.Write("home/.docker/config.json", JsonSerializer.Serialize(new
        {
            credHelpers = new Dictionary<string, string> { [registry.Host] = "mine" },
        }));
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1");
        var places = await client.ListCredentialsAsync(Cancellation);
        Assert.AreEqual(registry.Host, places.Single().Host);
        StringAssert.StartsWith(places.Single().Origin, "docker-credential-mine, named by ");
    }

    [TestMethod]
    [DataRow("echo 'credentials not found in native keychain'; exit 1", false)]
    [DataRow("echo 'T0P-word'; echo 'T0P-word' >&2; exit 7", true)]
    [DataRow("echo 'T0P-word {'", true)]
    public async Task A_helper_that_fails_is_told_without_what_it_wrote(string script, bool isTold)
    {
        using var registry = await StartWithPasswordAsync();
        WriteHelper("store", script);
        Folder.Write("home/.docker/config.json", """{"credsStore": "store"}""");
        using var client = await ConnectAsync();
        await FailsAsync(
            async () => await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1"),
            DiagnosticCatalog.RegistryAccessDenied);
        Assert.AreEqual(isTold ? "ENV5104" : "", string.Concat(Reporter.Diagnostics.Select(diagnostic => diagnostic.Code)));
        NoSecretIn("T0P-word");
    }

    [TestMethod]
    public async Task The_longest_name_of_podmans_file_rules()
    {
        var file = Folder.Write("auth.json", JsonSerializer.Serialize(new
        {
            auths = new Dictionary<string, object>
            {
                ["quay.example"] = new { username = "one", password = "1" },
                ["quay.example/team"] = new { username = "two", password = "2" },
                ["https://index.docker.io/v1/"] = new { username = "hub", password = "3" },
            },
        }));
        Variables["REGISTRY_AUTH_FILE"] = file;
        using var lookup = new CredentialLookup(
            new RegistryMachine
            {
                GetVariable = name => Variables.GetValueOrDefault(name),
                Folder = Folder.Path,
                ConfigurationFolder = Folder.Path,
            },
            Reporter,
            TimeProvider.System);
        Assert.AreEqual("one", (await lookup.FindAsync("quay.example", "other/a", Cancellation))?.User);
        Assert.AreEqual("two", (await lookup.FindAsync("quay.example", "team/a", Cancellation))?.User);
        Assert.AreEqual("hub", (await lookup.FindAsync("docker.io", "library/a", Cancellation))?.User);
        Assert.IsNull(await lookup.FindAsync("quay.example:443", "a", Cancellation));
    }

    [TestMethod]
    [DataRow("not json")]
    [DataRow("""{"auths": {"HOST": {"auth": "%%%"}}}""")]
    [DataRow("""{"auths": {"HOST": {"auth": "bm9jb2xvbg=="}}}""")]
    public async Task A_file_that_cannot_be_read_is_told_and_counts_as_empty(string text)
    {
        using var registry = await StartWithPasswordAsync();
        Folder.Write("home/.docker/config.json", text.Replace("HOST", registry.Host, StringComparison.Ordinal));
        using var client = await ConnectAsync();
        await FailsAsync(
            async () => await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1"),
            DiagnosticCatalog.RegistryAccessDenied);
        Assert.IsTrue(Reporter.Diagnostics.All(diagnostic => diagnostic.Code == "ENV5105"));
        Assert.IsNotEmpty(Reporter.Diagnostics);
    }

    [TestMethod]
    public async Task Credentials_never_follow_a_redirect_to_another_host()
    {
        using var registry = await StartWithPasswordAsync();
        await using var storage = await FaultProxy.StartAsync(() => registry.Host);
        storage.Intercept = async context =>
        {
            await context.Response.SendFileAsync(Store.GetPath(Digest.Parse(context.Request.Path.Value!.Split('/')[^1])));
            return true;
        };
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        proxy.Intercept = context =>
        {
            if (context.Request.Method != "GET" || !context.Request.Path.Value!.Contains("/blobs/sha256:", StringComparison.Ordinal)
                || context.Request.Headers.Authorization.Count == 0)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"http://{storage.Host}{context.Request.Path}";
            return Task.FromResult(true);
        };
        LogIn(proxy.Host, TokenIssuer.User, TokenIssuer.Password);
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{proxy.Host}/a:1");
        await PullElsewhereAsync(client, $"{proxy.Host}/a:1");
        Assert.HasCount(3, storage.Requests);
        Assert.IsTrue(storage.Requests.All(request => request.Authorization is null));
        Assert.IsTrue(proxy.Requests.Any(request => request.Authorization is not null));
    }

    [TestMethod]
    public async Task The_list_of_hosts_tells_where_credentials_are_and_asks_no_helper()
    {
        Variables["ENVBUILD_REGISTRY_HOST"] = "A.example";
        Variables["ENVBUILD_REGISTRY_TOKEN"] = "t0ken-word";
        Folder.Write(
            "home/.docker/config.json",
            """
            {
              "auths": {"a.example": {"auth": "YWRhOnMzY3JldA=="}, "https://index.docker.io/v1/": {"auth": "YWRhOnMzY3JldA=="}},
              "credHelpers": {"b.example": "none"}
            }
            """);
        using var client = await ConnectAsync();
        var places = await client.ListCredentialsAsync(Cancellation);
        CollectionAssert.AreEqual(
            new[]
            {
                "a.example: the variable ENVBUILD_REGISTRY_TOKEN",
                $"b.example: docker-credential-none, named by {Folder["home/.docker/config.json"]}",
                $"docker.io: {Folder["home/.docker/config.json"]}",
            },
            places.Select(place => $"{place.Host}: {place.Origin}").ToArray());
        Assert.IsEmpty(Reporter.Diagnostics);
    }

    [TestMethod]
    [DataRow("https://registry.example", "http://registry.example/token", false)]
    [DataRow("https://registry.example", "https://auth.example/token", true)]
    [DataRow("https://registry.example", "https://10.0.0.1/token", false)]
    [DataRow("https://registry.example", "https://127.0.0.1/token", false)]
    [DataRow("https://registry.example", "https://[::ffff:192.168.1.1]/token", false)]
    [DataRow("https://registry.example", "https://169.254.169.254/latest", false)]
    [DataRow("https://10.0.0.1", "https://10.0.0.2/token", true)]
    [DataRow("http://127.0.0.1:5000", "http://127.0.0.1:5001/token", true)]
    [DataRow("http://127.0.0.1:5000", "http://auth.example/token", false)]
    [DataRow("http://127.0.0.1:5000", "https://auth.example/token", true)]
    [DataRow("https://registry.example", "https://user:word@registry.example/token", false)]
    [DataRow("https://registry.example", "file:///etc/passwd", false)]
    [DataRow("https://registry.example", "token", false)]
    public void Realms_are_checked_before_anything_is_sent(string registry, string realm, bool isAccepted) =>
        Assert.AreEqual(
            isAccepted,
            RealmRule.TryAccept(
                realm,
                new Uri(registry),
                Oci.Registries.Configuration.RegistryAddress.IsLoopbackHost,
                out _,
                out _));

    [TestMethod]
    public async Task A_realm_that_is_refused_gets_no_request()
    {
        var asked = 0;
        await using var server = await WebServer.StartAsync(context =>
        {
            asked++;
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"http://tokens.example/token\",service=\"x\"";
            return Task.CompletedTask;
        });
        LogIn(server.Host, TokenIssuer.User, TokenIssuer.Password);
        using var client = await ConnectAsync();
        var failure = await FailsAsync(
            () => client.GetManifestAsync(RegistryReference.Parse($"{server.Host}/a:1"), Cancellation),
            DiagnosticCatalog.RealmRefused);
        StringAssert.Contains(failure.Message, "http://tokens.example");
        Assert.AreEqual(1, asked);
    }

    [TestMethod]
    [DataRow("""Bearer realm="https://a/t",service="s",scope="repository:x:pull,push" """, "https://a/t", "repository:x:pull,push")]
    [DataRow("""bearer REALM="https://a/\"t\"" , scope=one""", "https://a/\"t\"", "one")]
    public void Challenges_are_read(string header, string realm, string scope)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", "Basic realm=\"x\"");
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", header.Trim());
        var challenge = AuthChallenge.Choose(response);
        Assert.AreEqual((realm, scope), (challenge?.Realm, challenge?.Scope));
    }

    private static string RealmOf(TokenIssuer issuer) =>
        issuer.Configuration.Split('"')[1];

    private async Task<RunningRegistry> StartWithPasswordAsync()
    {
        var file = Folder.Write("htpasswd", PasswordFile);
        return await RunningRegistry.StartAsync(Cancellation, $"auth: {{htpasswd: {{realm: tests, path: {file}}}}}");
    }

    private void WriteHelper(string name, string script)
    {
        var path = Folder.Write($"bin/docker-credential-{name}", $"#!/bin/sh\n{script}\n");
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The helper of this test is a shell script.");
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
