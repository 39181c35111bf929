using System.Text.Json;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Configuration;
using EnvBuild.Conda.Tests.Access;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Configuration;

/// <summary>Files of conda's configuration: their order, how they are merged, what is wrong with them.</summary>
[TestClass]
public sealed class CondaConfigurationReaderTests : IDisposable
{
    // In conda's order; a later one wins.
    private static readonly string[] Files =
    [
        "root/etc/conda/.condarc",
        "root/etc/conda/condarc",
        "root/etc/conda/condarc.d/a.yml",
        "root/etc/conda/condarc.d/b.yaml",
        "root/var/lib/conda/.condarc",
        "condaroot/.condarc",
        "condaroot/condarc.d/a.yml",
        "xdg/conda/.condarc",
        "home/.config/conda/condarc",
        "home/.conda/.condarc",
        "home/.conda/condarc",
        "home/.conda/condarc.d/a.yml",
        "home/.condarc",
        "prefix/.condarc",
        "named/condarc",
    ];

    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    public static IEnumerable<object[]> Counts =>
        Enumerable.Range(1, Files.Length).Select(count => new object[] { count });

    [TestMethod]
    [DynamicData(nameof(Counts))]
    public async Task A_later_file_wins(int count)
    {
        _machine.Variables["CONDA_ROOT"] = _machine.Path("condaroot");
        _machine.Variables["CONDA_PREFIX"] = _machine.Path("prefix");
        _machine.Variables["XDG_CONFIG_HOME"] = _machine.Path("xdg");
        _machine.Variables["CONDARC"] = "named/condarc";
        for (var i = 0; i < count; i++)
        {
            _machine.Write(
                Files[i],
                $"channel_alias: https://{i}.example.com\n"
                + $"custom_channels: {{own{i}: 'https://x', all: 'https://{i}'}}\n"
                + $"denylist_channels: [d{i}]\n");
        }

        var read = await _machine.ReadConfigurationAsync();

        CollectionAssert.AreEqual(
            Files[..count].Select(_machine.Path).ToArray(), read.Files.ToArray());
        Assert.AreEqual($"https://{count - 1}.example.com", read.ChannelAlias);
        Assert.AreEqual(count + 1, read.CustomChannels.Count);
        Assert.AreEqual($"https://{count - 1}", read.CustomChannels["all"]);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, count).Select(i => $"d{i}").Reverse().ToArray(), read.DenylistChannels.ToArray());
    }

    [TestMethod]
    public async Task Variables_win_over_files()
    {
        _machine.Write(
            "home/.condarc", "channel_alias: https://file.example.com\ndenylist_channels: [a]\noffline: yes\n");
        _machine.Variables["CONDA_CHANNEL_ALIAS"] = "https://variable.example.com";
        _machine.Variables["CONDA_DENYLIST_CHANNELS"] = "b, c";
        _machine.Variables["CONDA_OFFLINE"] = "false";
        _machine.Variables["CONDA_REMOTE_READ_TIMEOUT_SECS"] = "12.5";
        _machine.Variables["CONDA_REMOTE_MAX_RETRIES"] = "7";
        var read = await _machine.ReadConfigurationAsync();

        Assert.AreEqual("https://variable.example.com", read.ChannelAlias);
        CollectionAssert.AreEqual(new[] { "b", "c", "a" }, read.DenylistChannels.ToArray());
        Assert.IsFalse(read.Offline);
        Assert.AreEqual(TimeSpan.FromSeconds(12.5), read.ReadTimeout);
        Assert.AreEqual(7, read.MaxRetries);
    }

    [TestMethod]
    public async Task A_final_value_of_the_system_stays()
    {
        _machine.Write(
            "root/etc/conda/.condarc",
            "channel_alias: https://corp.example.com  #!final\nallowlist_channels: #!final\n  - corp\n");
        _machine.Write("home/.condarc", "channel_alias: https://mine.example.com\nallowlist_channels: [mine]\n");
        _machine.Variables["CONDA_CHANNEL_ALIAS"] = "https://variable.example.com";
        var read = await _machine.ReadConfigurationAsync();

        Assert.AreEqual("https://corp.example.com", read.ChannelAlias);
        CollectionAssert.AreEqual(new[] { "corp" }, read.AllowlistChannels.ToArray());
    }

    [TestMethod]
    public async Task Variables_in_values_are_filled_in()
    {
        _machine.Variables["TOKEN"] = "abc";
        _machine.Variables["HOST"] = "corp.example.com";
        _machine.Write(
            "home/.condarc",
            "channel_alias: https://${HOST}/t/$TOKEN/conda\ndefault_channels: ['https://$UNSET/x']\n");
        var read = await _machine.ReadConfigurationAsync();

        Assert.AreEqual("https://corp.example.com/t/abc/conda", read.ChannelAlias);
        Assert.AreEqual("https://$UNSET/x", read.DefaultChannels[0]);
    }

    [TestMethod]
    public async Task Nothing_is_read_that_belongs_to_the_definition()
    {
        _machine.Write(
            "home/.condarc", "channels: [elsewhere]\nchannel_priority: disabled\nsolver: classic\nunknown: {a: [1]}\n");
        var read = await _machine.ReadConfigurationAsync();
        Assert.AreEqual(
            JsonSerializer.Serialize(new CondaConfiguration { Files = read.Files }), JsonSerializer.Serialize(read));
    }

    [TestMethod]
    public async Task No_file_is_read_if_that_is_wanted()
    {
        _machine.Write("home/.condarc", "][\n");
        _machine.Variables["ENVBUILD_NO_CONDARC"] = "1";
        Assert.IsEmpty((await _machine.ReadConfigurationAsync()).Files);
    }

    [TestMethod]
    [DataRow("a: 1\nb: [1\n", "ENV0031", 3)]
    [DataRow("- a\n", "ENV0031", null)]
    [DataRow("offline: true\noffline: false\n", "ENV0031", 2)]
    [DataRow("\nssl_verify: true\nchannel_alias: [a]\n", "ENV0032", 3)]
    [DataRow("channel_alias: conda\n", "ENV0032", 1)]
    [DataRow("channel_alias: s3://bucket\n", "ENV0032", 1)]
    [DataRow("custom_channels:\n  team: {a: b}\n", "ENV0032", 2)]
    [DataRow("custom_channels: [a]\n", "ENV0032", 1)]
    [DataRow("offline: perhaps\n", "ENV0032", 1)]
    [DataRow("remote_read_timeout_secs: -1\n", "ENV0032", 1)]
    [DataRow("default_channels: {a: b}\n", "ENV0032", 1)]
    public async Task A_broken_file_is_told_with_its_place(string text, string code, int? line)
    {
        var path = _machine.Write("home/.condarc", text);
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.ReadConfigurationAsync());
        var diagnostic = error.Diagnostics.Single();

        Assert.AreEqual(code, diagnostic.Code);
        Assert.AreEqual(path, diagnostic.Location!.File);
        Assert.AreEqual(line, diagnostic.Location.Span?.Line);
        Assert.Contains(path, diagnostic.Message);
    }

    [TestMethod]
    public async Task Deep_files_and_empty_ones_do_no_harm()
    {
        _machine.Write("home/.condarc", "# nothing\n");
        _machine.Write("home/.conda/condarc", "");
        Assert.HasCount(2, (await _machine.ReadConfigurationAsync()).Files);

        _machine.Write("home/.condarc", new string('[', 100_000));
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.ReadConfigurationAsync());
        Assert.AreEqual("ENV0031", error.Diagnostics.Single().Code);
    }

    [TestMethod]
    public async Task A_name_stands_for_several_channels()
    {
        _machine.Write(
            "home/.condarc",
            "custom_multichannels: {group: [team, 'https://x.example.com/y']}\n"
            + "default_channels: ['https://corp.example.com/copy/pkgs/main', conda-forge]\n");
        var context = new ChannelContext
        {
            Multichannels = ConfiguredAccess.Multichannels(await _machine.ReadConfigurationAsync()),
        };

        CollectionAssert.AreEqual(
            new[] { "team", "https://x.example.com/y" },
            Channel.Expand("group", context).Select(channel => channel.Name).ToArray());
        CollectionAssert.AreEqual(
            new[] { "https://repo.anaconda.com/pkgs/main", "https://conda.anaconda.org/conda-forge" },
            Channel.Expand("defaults", context).Select(channel => channel.BaseUrl).ToArray());
        Assert.IsTrue(context.IsAmong(Channel.Parse("team"), "group"));
    }
}
