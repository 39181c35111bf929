using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class DiagnosticPlaceTests
{
    [TestMethod]
    [DataRow("dependencies:\n\t- python\n", "ENV1001 2:1")]
    [DataRow("channels: [c\ndependencies:\n  - python\n", "ENV1001 1:11")]
    [DataRow("name: a\nname: b\nchannels: [c]\ndependencies: []\n", "ENV1007 2:1")]
    [DataRow("chanels: [c]\nchannels: [c]\ndependencies: []\n", "ENV1008 1:1")]
    [DataRow("channels: [c]\ndependencies: python\n", "ENV1009 2:15")]
    [DataRow("- a\n", "ENV1006 1:1")]
    [DataRow("a: 1\n---\nb: 2\n", "ENV1005 2:1|ENV1012 1:1")]
    [DataRow("channels: [c]\ndependencies:\n  - numpy==1.2==3\n", "ENV1014 3:10")]
    [DataRow("channels: [c]\ndependencies:\n  - \"numpy==1.2==3\"\n", "ENV1014 3:5")]
    [DataRow("channels: [c]\ndependencies:\n  - python: 3.8\n", "ENV1025 3:5")]
    [DataRow("channels: [c]\ndependencies:\n  - python\n  -\n", "ENV1024 4:4")]
    [DataRow("channels: [c]\ndependencies: [python, pip, {pip: [requests=2]}]\n", "ENV1015 2:44")]
    [DataRow("channels: [c]\ndependencies: []\npip:\n- a\n", "ENV1026 3:1")]
    [DataRow("channels: [a b]\ndependencies: []\n", "ENV1016 1:12")]
    [DataRow("channels: [c]\nplatforms:\n - linux-64\n - linux-amd64\ndependencies: []\n", "ENV1018 4:4")]
    [DataRow("image: Python:3\n", "ENV1017 1:8")]
    [DataRow("image: a:1\nbuild:\n  path: \"{{x}}\"\n", "ENV1019 3:9|ENV1021 3:9")]
    [DataRow("name: x\nos_type: linux\n", "ENV1020 1:1")]
    [DataRow("image: a:1\nos_type: windows\n", "ENV1033 2:10")]
    [DataRow("image: a:1\nsteps:\n- apt-get update\n", "ENV1034 3:3")]
    [DataRow("image: a:1\nsteps:\n- COPY a b\n", "ENV1035 3:3")]
    [DataRow("image: a:1\nspark:\n  packages: [a:b]\n", "ENV1036 3:14")]
    [DataRow("name: !!python/object:x y\nchannels: [c]\ndependencies: []\n", "ENV1039 1:7")]
    [DataRow("channels: [https://u:p@h/c]\ndependencies: []\n", "ENV2006 1:12")]
    [DataRow("channels: [c]\nvariables:\n  DB_PASSWORD: x\ndependencies: []\n", "ENV2007 3:3")]
    [DataRow("dependencies: [python]\n", "ENV2001 1:15")]
    [DataRow("channels: [c]\ndependencies:\n- pip:\n  - a==1\n", "ENV2002 3:3")]
    [DataRow("image: a\n", "ENV2005 1:8")]
    [DataRow("channels: [c]\ndependencies:\n- python=3.11\n- python=3.12\n", "ENV2009 4:3")]
    [DataRow("channels: [c]\ndependencies: [python, pip, numpy, {pip: [NumPy]}]\n", "ENV2010 2:43")]
    [DataRow("channels: [c]\ndependencies:\n- pywin32  # [win]\n", "ENV2013 3:12")]
    [DataRow("version: latest\nimage: a:1\n", "ENV2018 1:10")]
    [DataRow("version: env-0123456789ab\nimage: a:1\n", "ENV2018 1:10")]
    [DataRow("version: env-0123456789abc\nimage: a:1\n", "")]
    [DataRow("version: latest-1\nimage: a:1\n", "")]
    [DataRow("name: MyEnv\nchannels: [c]\ndependencies: []\n", "ENV2019 1:7")]
    [DataRow("name: caf\u00e9\nchannels: [c]\ndependencies: []\n", "ENV2019 1:7")]
    [DataRow("name: a:b\nchannels: [c]\ndependencies: []\n", "ENV2019 1:7")]
    [DataRow("name: a b\nimage: a:1\n", "ENV2011 1:7|ENV2019 1:7")]
    [DataRow("name: team/a-b_c.d\nchannels: [c]\ndependencies: []\n", "")]
    [DataRow("channels: [http://TOKEN@host/c]\ndependencies: []\n", "ENV2006 1:12")]
    [DataRow("channels: ['https://TOKEN:@host/c']\ndependencies: []\n", "ENV2006 1:13")]
    [DataRow("channels: ['https://${TOKEN}@host/c', https://host/a@b]\ndependencies: []\n", "")]
    [DataRow("channels: [c]\ndependencies: [python, pip, {pip: ['a @ git+https://git@h/x']}]\n", "")]
    [DataRow("channels: [c]\ndependencies: [python, pip, {pip: ['a @ git+ssh://git@h/x']}]\n", "")]
    [DataRow("channels: [c]\ndependencies: [3]\n", "ENV2020 2:16")]
    [DataRow("channels: [c]\ndependencies: [python, 3.12]\n", "ENV2020 2:24")]
    public void A_diagnostic_stands_at_the_very_scalar(string text, string expected) =>
        Assert.AreEqual(
            expected,
            string.Join('|', Reading.Places(Reading.Of(text)).Order(StringComparer.Ordinal)),
            string.Join('\n', Reading.Of(text).Diagnostics));

    [TestMethod]
    public void Byte_order_mark_and_carriage_returns_do_not_move_the_place()
    {
        var reading = Reading.Of("channels: [c]\r\ndependencies:\r\n- numpy==1==2\r\n");
        Assert.AreSequenceEqual(["ENV1014 3:8"], Reading.Places(reading, Severity.Error));
    }

    [TestMethod]
    public void Several_mistakes_are_told_in_one_go_in_the_order_of_the_file()
    {
        var reading = Reading.Of("nmae: x\nchannels: [a b]\ndependencies:\n- a==1==2\n- \n- pip: [b=1]\n");
        Assert.AreSequenceEqual(
            ["ENV1008 1:1", "ENV1016 2:12", "ENV1014 4:4", "ENV1024 5:2", "ENV1015 6:10"],
            Reading.Places(reading));
    }

    [TestMethod]
    [DataRow("nmae", "name")]
    [DataRow("dependancies", "dependencies")]
    [DataRow("channel", "channels")]
    [DataRow("Name", "name")]
    public void An_unknown_key_names_the_one_that_was_meant(string written, string meant)
    {
        var keys = meant == "dependencies"
            ? "channels: [c]" : meant == "channels" ? "dependencies: []"
            : "channels: [c]\ndependencies: []";
        var diagnostic = Reading.Of($"{keys}\n{written}: [x]\n").Diagnostics.Single(
            entry => entry.Code == DiagnosticCatalog.UnknownKey.Code);
        Assert.Contains($"Did you mean '{meant}'?", diagnostic.Message);
    }

    [TestMethod]
    public void The_name_that_the_image_gets_is_told() =>
        Assert.Contains(
            "is called 'my-env'",
            Reading.Of("name: My Env\nchannels: [c]\ndependencies: []\n").Diagnostics.Single(
                entry => entry.Code == DiagnosticCatalog.NameAdapted.Code).Message);

    [TestMethod]
    public void A_secret_is_never_repeated()
    {
        var reading = Reading.Of(
            "channels: [https://me:hunter2@host/c, 'https://me:hunter2@h/<x>', 'https://hunter2@h/<x>']\n" +
            "dependencies: [python]\nimage: x\n");
        Assert.IsTrue(reading.HasErrors);
        Assert.DoesNotContain("hunter2", string.Join('\n', reading.Diagnostics));
    }
}
