using System.Net;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Tests.Repodata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Access;

/// <summary>Every source of credentials against a real server, and where they must not go.</summary>
[TestClass]
public sealed class CredentialTests : IDisposable
{
    private const string Secret = "s3cr3t-of-the-channel";

    private readonly Machine _machine = new();
    private readonly List<string?> _shown = [];

    public void Dispose() => _machine.Dispose();

    [TestMethod]
    [DataRow("netrc")]
    [DataRow("NETRC")]
    [DataRow("rattler")]
    [DataRow("RATTLER_AUTH_FILE")]
    [DataRow("variable")]
    [DataRow("address")]
    public async Task A_user_and_a_password_are_shown(string source)
    {
        using var server = Protected(HttpStatusCode.Unauthorized);
        var basic = $$$"""{"127.0.0.1": {"BasicHTTP": {"username": "me", "password": "{{{Secret}}}"} } }""";
        var netrc = $"# mine\nmachine other login x password y\nmachine 127.0.0.1 login me password {Secret}\n";
        switch (source)
        {
            case "netrc":
                _machine.Write("home/.netrc", netrc);
                break;
            case "NETRC":
                _machine.Variables["NETRC"] = _machine.Write("elsewhere", netrc);
                break;
            case "rattler":
                _machine.Write("home/.rattler/credentials.json", basic);
                break;
            case "RATTLER_AUTH_FILE":
                _machine.Variables["RATTLER_AUTH_FILE"] = _machine.Write("auth.json", basic);
                break;
            case "variable":
                _machine.Variables["ENVBUILD_CHANNEL_CREDENTIALS"] = basic;
                break;
        }

        var channel = source == "address"
            ? server.Url.Replace("//", $"//me:{Secret}@", StringComparison.Ordinal)
            : server.Url;
        var index = await _machine.LoadAsync(channel);

        Assert.IsTrue(index.Contains("tool"));
        var header = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"me:{Secret}"));
        Assert.Contains($"Basic {header}", _shown);
        AssertNoTraces(header);
    }

    [TestMethod]
    public async Task A_bearer_token_is_shown()
    {
        using var server = Protected(HttpStatusCode.Forbidden);
        _machine.Write("home/.rattler/credentials.json", $$$"""{"127.0.0.1": {"BearerToken": "{{{Secret}}}"}}""");

        Assert.IsTrue((await _machine.LoadAsync(server.Url)).Contains("tool"));
        Assert.Contains($"Bearer {Secret}", _shown);
        AssertNoTraces();
    }

    [TestMethod]
    [DataRow("rattler")]
    [DataRow("anaconda")]
    [DataRow("mamba")]
    [DataRow("address")]
    public async Task A_token_is_put_into_the_path(string source)
    {
        using var server = new ChannelServer((request, response) =>
        {
            if (request.Url!.AbsolutePath == $"/t/{Secret}/team/noarch/repodata.json")
            {
                return Machine.Repodata;
            }

            response.StatusCode = 404;
            return null;
        });
        var name = Uri.EscapeDataString(server.Url) + ".token";
        switch (source)
        {
            case "rattler":
                _machine.Write(
                    "home/.rattler/credentials.json", $$$"""{"127.0.0.1": {"CondaToken": "{{{Secret}}}"}}""");
                break;
            case "anaconda":
                _machine.Write($"home/.local/share/binstar/{name}", Secret + "\n");
                break;
            case "mamba":
                _machine.Write($"home/.continuum/anaconda-client/tokens/{name}", Secret);
                break;
        }

        var place = source == "address" ? $"{server.Url}/t/{Secret}/team" : $"{server.Url}/team";
        Assert.IsTrue((await _machine.LoadAsync(place)).Contains("tool"));
        AssertNoTraces();
    }

    [TestMethod]
    public async Task Tokens_of_anaconda_are_left_alone_if_conda_is_told_so()
    {
        _machine.Write("home/.condarc", "add_anaconda_token: false\n");
        _machine.Write($"home/.local/share/binstar/{Uri.EscapeDataString("https://api.anaconda.org")}.token", Secret);
        var options = await _machine.ReadOptionsAsync();
        Assert.AreEqual(0, options.Access.Credentials.Count);

        _machine.Write("home/.condarc", "{}\n");
        options = await _machine.ReadOptionsAsync();
        var found = options.Access.Credentials.Find(new Uri("https://conda.anaconda.org/team/noarch/repodata.json"));
        Assert.AreEqual(
            $"https://conda.anaconda.org/t/{Secret}/team/noarch",
            found.Credential!.Address(new Uri("https://conda.anaconda.org/team/noarch")).AbsoluteUri);
        var imposter = new Uri("https://conda.anaconda.org.example.com/team");
        Assert.IsNull(options.Access.Credentials.Find(imposter).Credential);
    }

    [TestMethod]
    public async Task A_redirect_to_another_host_drops_credentials()
    {
        var elsewhere = new List<string?>();
        using var other = new ChannelServer(
            (request, response) =>
            {
                elsewhere.Add(request.Headers["Authorization"]);
                var isThere = request.Url!.AbsolutePath.EndsWith(".json", StringComparison.Ordinal);
                response.StatusCode = isThere ? 200 : 404;
                return isThere ? Machine.Repodata : null;
            },
            "127.0.0.2");
        using var server = new ChannelServer((request, response) =>
        {
            _shown.Add(request.Headers["Authorization"]);
            response.StatusCode = 302;
            response.Headers["Location"] = other.Url + request.Url!.AbsolutePath;
            return null;
        });
        _machine.Write("home/.rattler/credentials.json", $$$"""
            {"127.0.0.1": {"BearerToken": "{{{Secret}}}"}, "127.0.0.2": {"BearerToken": "of-the-other"}}
            """);

        Assert.IsTrue((await _machine.LoadAsync(server.Url)).Contains("tool"));
        Assert.Contains($"Bearer {Secret}", _shown);
        Assert.IsTrue(elsewhere.Count > 0 && elsewhere.TrueForAll(header => header is null));
    }

    [TestMethod]
    public async Task A_redirect_on_the_same_server_keeps_them()
    {
        using var server = new ChannelServer((request, response) =>
        {
            if (request.Headers["Authorization"] != $"Bearer {Secret}")
            {
                response.StatusCode = 401;
            }
            else if (request.Url!.AbsolutePath.StartsWith("/old/", StringComparison.Ordinal))
            {
                response.StatusCode = 307;
                response.Headers["Location"] = "/new/" + request.Url.Segments[^1];
            }
            else if (request.Url.AbsolutePath.EndsWith(".json", StringComparison.Ordinal))
            {
                return Machine.Repodata;
            }
            else
            {
                response.StatusCode = 404;
            }

            return null;
        });
        _machine.Write("home/.rattler/credentials.json", $$$"""{"127.0.0.1": {"BearerToken": "{{{Secret}}}"}}""");

        Assert.IsTrue((await _machine.LoadAsync($"{server.Url}/old")).Contains("tool"));
    }

    [TestMethod]
    public async Task A_refusal_tells_the_host_and_where_credentials_came_from()
    {
        using var server = Protected(HttpStatusCode.Unauthorized, accepts: _ => false);
        var error = await RefuseAsync(server.Url);
        Assert.AreEqual("ENV3013", error.Code);
        Assert.Contains($"no credentials for '{new Uri(server.Url).Authority}' were found", error.Message);

        var netrc = _machine.Write("home/.netrc", $"machine 127.0.0.1 login me password {Secret}\n");
        error = await RefuseAsync(server.Url);
        Assert.Contains($"does not accept the credentials from {netrc}", error.Message);
        Assert.DoesNotContain(Secret, error.ToString());

        error = await RefuseAsync($"{server.Url}/t/{Secret}/team");
        Assert.Contains("does not accept the credentials from the token in the address", error.Message);
        Assert.DoesNotContain(Secret, error.ToString());
        AssertNoTraces();
    }

    [TestMethod]
    [DataRow("https://conda.example.com/x", true)]
    [DataRow("https://a.b.example.com/x", true)]
    [DataRow("https://example.com/x", true)]
    [DataRow("https://badexample.com/x", false)]
    [DataRow("https://example.com.evil.org/x", false)]
    [DataRow("http://conda.example.com/x", false)]
    public void A_wildcard_holds_for_a_domain_and_https_alone(string url, bool isShown)
    {
        var store = new CredentialStore(
            RattlerCredentials.Parse("""{"*.example.com": {"BearerToken": "x"}}""", "here"));
        Assert.AreEqual(isShown, store.Find(new Uri(url)).Credential is not null);
    }

    [TestMethod]
    public void Credentials_are_told_apart_and_withheld_from_open_connections()
    {
        var store = new CredentialStore(RattlerCredentials.Parse(
            """
            {"*.example.com": {"BearerToken": "a"}, "conda.example.com": {"BearerToken": "b"},
             "s3.example.com": {"S3Credentials": {"access_key_id": "x"}},
             "http://plain.example.org": {"BearerToken": "c"}}
            """,
            "here"));
        Assert.AreEqual("b", store.Find(new Uri("https://conda.example.com/")).Credential!.Header()!.Parameter);
        Assert.AreEqual("a", store.Find(new Uri("https://s3.example.com/")).Credential!.Header()!.Parameter);
        Assert.IsNotNull(store.Find(new Uri("http://conda.example.com/")).Withheld);
        Assert.AreEqual("c", store.Find(new Uri("http://plain.example.org/")).Credential!.Header()!.Parameter);
    }

    [TestMethod]
    [DataRow("home/.netrc", "machine a login\n", 1)]
    [DataRow("home/.netrc", "machine a login me password s3cr3t-of-the-channel\nnonsense\n", 2)]
    [DataRow("home/.rattler/credentials.json", "{\n\"a\": s3cr3t-of-the-channel}", 2)]
    public async Task A_broken_file_is_a_warning_with_its_place(string file, string text, int line)
    {
        var path = _machine.Write(file, text);
        await _machine.ReadOptionsAsync();
        var warning = _machine.Reporter.Diagnostics.Single();

        Assert.AreEqual("ENV0033", warning.Code);
        Assert.AreEqual((path, line), (warning.Location!.File, warning.Location.Span!.Value.Line));
        Assert.DoesNotContain(Secret, warning.ToString());
    }

    [TestMethod]
    public void Netrc_is_read_as_others_read_it()
    {
        const string Text =
            """
            # a comment
            macdef init
            machine not login not password not

            machine a login "m e" password p\"#q # why
            machine b
               login me
               account x
               password #hash
            default login anybody password everywhere
            """;
        var found = NetrcReader.Parse(Text, "here");

        CollectionAssert.AreEqual(new[] { "a", "b" }, found.Select(entry => entry.Scope.Host).ToArray());
        CollectionAssert.AreEqual(
            new[] { "m e:p\"#q", "me:#hash" },
            found.Select(entry => System.Text.Encoding.UTF8.GetString(
                Convert.FromBase64String(entry.Header()!.Parameter!))).ToArray());
    }

    private ChannelServer Protected(HttpStatusCode refusal, Func<string, bool>? accepts = null) =>
        new((request, response) =>
        {
            var header = request.Headers["Authorization"];
            _shown.Add(header);
            if (header is null || accepts?.Invoke(header) == false)
            {
                response.StatusCode = (int)refusal;
                return null;
            }

            if (request.Url!.AbsolutePath.EndsWith("/repodata.json", StringComparison.Ordinal))
            {
                return Machine.Repodata;
            }

            response.StatusCode = 404;
            return null;
        });

    private async Task<Diagnostic> RefuseAsync(string channel) =>
        (await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.LoadAsync(channel))).Diagnostics.Single();

    private void AssertNoTraces(params string[] more)
    {
        var traces = _machine.Traces();
        foreach (var secret in more.Append(Secret))
        {
            Assert.DoesNotContain(secret, traces);
        }
    }
}
