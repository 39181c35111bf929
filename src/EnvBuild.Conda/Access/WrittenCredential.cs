namespace EnvBuild.Conda.Access;

/// <summary>Takes <c>user:password@</c> out of a URL; a token in the path stays where it is.</summary>
internal static class WrittenCredential
{
    public static (Uri Url, ChannelCredential? Credential) Split(string text)
    {
        var url = new Uri(text);
        if (url.UserInfo.Length == 0)
        {
            return (url, null);
        }

        var (user, password) = url.UserInfo.Split(':', 2) switch
        {
            [var name, var secret] => (name, secret),
            var only => (only[0], ""),
        };
        var scope = new CredentialScope(url.Host, url.Port, url.Scheme);
        return (
            new UriBuilder(url) { UserName = "", Password = "" }.Uri,
            ChannelCredential.Basic(
                Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), scope, "the address itself"));
    }

    /// <summary>Whether the path of a URL has a token.</summary>
    public static bool HasToken(Uri url) => ChannelText.HasCredentials(url.AbsoluteUri);

    /// <summary>The token of a path, as a mere mark of where credentials came from.</summary>
    public static ChannelCredential TokenMark(Uri url) =>
        ChannelCredential.PathToken("", new CredentialScope(url.Host), "the token in the address");
}
