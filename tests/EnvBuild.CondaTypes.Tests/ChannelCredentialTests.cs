namespace EnvBuild.Conda.Tests;

/// <summary>Secrets in the addresses of channels: they are for requests alone.</summary>
[TestClass]
public sealed class ChannelCredentialTests
{
    [TestMethod]
    [DataRow("https://me:secret@host/c", "https://host/c")]
    [DataRow("https://me:se@cret@host/c", "https://host/c")]
    [DataRow("https://host/t/secret/c", "https://host/c")]
    [DataRow("https://host/t/secret", "https://host")]
    [DataRow("https://host/api/conda/t/secret/c", "https://host/api/conda/c")]
    [DataRow("https://me:secret@host/t/secret/t/secret2/c", "https://host/c")]
    [DataRow("https://host/c@1/x", "https://host/c@1/x")]
    [DataRow("https://host/best/c", "https://host/best/c")]
    [DataRow("conda-forge/t/label", "conda-forge/t/label")]
    public void An_address_is_shown_without_its_secret(string text, string expected) =>
        Assert.AreEqual(expected, ChannelText.Redact(text));

    [TestMethod]
    [DataRow("https://me:pw@host/p/a", "../b", "https://me:pw@host/p/b")]
    [DataRow("https://host/t/tk/p/a", "../b", "https://host/t/tk/p/b")]
    [DataRow("https://host/p/t/tk/a", "../b", "https://host/p/t/tk/b")]
    [DataRow("https://host/p/t/tk/a", "../../q", "https://host/q")]
    [DataRow("https://host/p/a", "../ab", "https://host/p/ab")]
    public void A_related_channel_has_the_credentials_of_what_is_beside_it(
        string text, string reference, string expected) =>
        Assert.AreEqual(expected, Channel.Parse(text).Related(reference)!.FetchUrl);
}
