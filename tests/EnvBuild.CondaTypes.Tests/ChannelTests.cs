using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests;

[TestClass]
public sealed class ChannelTests
{
    private static readonly ChannelContext Context = new() { BaseFolder = "/project/env", HomeFolder = "/home/me" };

    [TestMethod]
    [DataRow("conda-forge", "conda-forge", "https://conda.anaconda.org/conda-forge")]
    [DataRow("conda-forge/label/dev", "conda-forge/label/dev", "https://conda.anaconda.org/conda-forge/label/dev")]
    [DataRow("conda-forge/linux-64", "conda-forge", "https://conda.anaconda.org/conda-forge")]
    [DataRow("https://conda.anaconda.org/conda-forge/", "conda-forge", "https://conda.anaconda.org/conda-forge")]
    [DataRow("https://conda.anaconda.org/conda-forge/noarch", "conda-forge", "https://conda.anaconda.org/conda-forge")]
    [DataRow("pkgs/main", "pkgs/main", "https://repo.anaconda.com/pkgs/main")]
    [DataRow("https://c.com/p/conda", "https://c.com/p/conda", "https://c.com/p/conda")]
    [DataRow("./channel", "file:///project/env/channel", "file:///project/env/channel")]
    [DataRow("../channel", "file:///project/channel", "file:///project/channel")]
    [DataRow("/srv/my channel", "file:///srv/my%20channel", "file:///srv/my%20channel")]
    [DataRow("~/channel", "file:///home/me/channel", "file:///home/me/channel")]
    [DataRow("file:///srv/channel/", "file:///srv/channel", "file:///srv/channel")]
    public void Names_URLs_and_paths_are_channels(string text, string name, string url)
    {
        var channel = Channel.Parse(text, Context);

        Assert.AreEqual((name, url), (channel.Name, channel.BaseUrl));
    }

    [TestMethod]
    [DataRow("https://me:secret@host.example/conda", "https://host.example/conda")]
    [DataRow("https://conda.anaconda.org/t/tk-secret/private", "https://conda.anaconda.org/private")]
    public void Credentials_stay_in_the_fetch_URL(string text, string url)
    {
        var channel = Channel.Parse(text);

        Assert.AreEqual(url, channel.BaseUrl);
        Assert.AreEqual(text, channel.FetchUrl);
        Assert.DoesNotContain("secret", channel.Text + channel.Name + channel + channel.SubdirUrl("noarch"));
    }

    [TestMethod]
    public void Another_alias_moves_named_channels_and_leaves_their_names()
    {
        var channel = Channel.Parse("conda-forge", new ChannelContext { Alias = "file:///srv/mirror" });

        Assert.AreEqual(("conda-forge", "file:///srv/mirror/conda-forge"), (channel.Name, channel.BaseUrl));
    }

    [TestMethod]
    public void Defaults_are_the_channels_of_Anaconda()
    {
        Assert.AreEqual("pkgs/main pkgs/r", string.Join(' ', Channel.Expand("defaults", platform: "linux-64")));
        Assert.AreEqual("pkgs/main pkgs/r pkgs/msys2", string.Join(' ', Channel.Expand("defaults", platform: "win-64")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("conda forge")]
    [DataRow("conda<forge")]
    [DataRow("~\\windows")]
    public void Other_texts_are_refused(string text)
    {
        var error = Assert.ThrowsExactly<EnvBuildException>(() => Channel.Parse(text, Context));

        Assert.AreEqual("ENV3004", error.Diagnostics.Single().Code);
    }

    [TestMethod]
    public void A_relative_path_needs_a_folder()
    {
        Assert.ThrowsExactly<EnvBuildException>(() => Channel.Parse("./channel"));
    }
}
