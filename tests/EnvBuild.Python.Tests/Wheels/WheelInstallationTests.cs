using System.Text;

namespace EnvBuild.Python.Wheels.Tests;

[TestClass]
public sealed class WheelInstallationTests
{
    private const string DistInfo = "lib/python3.12/site-packages/demo-1.0.dist-info";

    private static readonly WheelTarget Target = new(3, 12, "/opt/conda", "envbuild");

    [TestMethod]
    public async Task Members_go_where_their_scheme_says()
    {
        using var wheel = TestWheel.Valid().Add("demo.py", "")
            .Add("demo-1.0.data/purelib/a.py", "")
            .Add("demo-1.0.data/platlib/b.py", "")
            .Add("demo-1.0.data/headers/c.h", "")
            .Add("demo-1.0.data/scripts/d", "#!python\r\nbody")
            .Add("demo-1.0.data/data/share/e", "", 0x81ED);
        var plan = await PlanAsync(wheel);

        CollectionAssert.AreEqual(
            (string[])
            [
                "bin/d 420",
                "include/python3.12/demo/c.h 420",
                "lib/python3.12/site-packages/a.py 420",
                "lib/python3.12/site-packages/b.py 420",
                $"{DistInfo}/INSTALLER 420",
                $"{DistInfo}/METADATA 420",
                $"{DistInfo}/RECORD 420",
                $"{DistInfo}/WHEEL 420",
                "lib/python3.12/site-packages/demo.py 420",
                "share/e 493",
            ],
            plan.Files.Select(file => $"{file.Path} {file.Mode}").ToArray());
        Assert.AreEqual("#!/opt/conda/bin/python3.12\nbody", Text(plan, "bin/d"));
        StringAssert.Contains(Text(plan, $"{DistInfo}/RECORD"), "\r\n../../../share/e,sha256=47DEQpj8HBSa");
    }

    [TestMethod]
    public async Task Commands_are_wrapped()
    {
        using var wheel = TestWheel.Valid().Add(
            "demo-1.0.dist-info/entry_points.txt",
            "[console_scripts]\n# none\nDemo = demo.cli:App.main [extra]\npip3.9 = p:m\npip = p:m\n[other]\nx\n");
        var plan = await PlanAsync(wheel);

        Assert.AreEqual(
            "#!/opt/conda/bin/python3.12\nimport sys\nfrom demo.cli import App\nif __name__ == '__main__':\n"
            + "    sys.argv[0] = sys.argv[0].removesuffix('.exe')\n    sys.exit(App.main())\n",
            Text(plan, "bin/Demo"));
        CollectionAssert.AreEqual(
            (string[])["bin/Demo", "bin/pip", "bin/pip3", "bin/pip3.12"],
            plan.Files.Select(file => file.Path).Where(path => path.StartsWith("bin/", StringComparison.Ordinal))
                .ToArray());
    }

    [TestMethod]
    [DataRow("demo = demo.cli")]
    [DataRow("../demo = demo:main")]
    [DataRow("demo = demo:main; import os")]
    [DataRow("demo")]
    public async Task Commands_that_are_no_function_or_file_are_refused(string line)
    {
        using var wheel = TestWheel.Valid().Add("demo-1.0.dist-info/entry_points.txt", $"[gui_scripts]\n{line}\n");

        await RefusedAsync(wheel, "is not 'name = module:function'");
    }

    [TestMethod]
    [DataRow("/opt/my env")]
    [DataRow("/opt/long")]
    public async Task Shebangs_that_kernels_refuse_go_through_the_shell(string prefix)
    {
        using var wheel = TestWheel.Valid().Add("demo-1.0.data/scripts/d", "#!pythonw\nbody");
        var plan = await PlanAsync(wheel, Target with { Prefix = prefix.PadRight(112, 'x') });

        StringAssert.StartsWith(Text(plan, "bin/d"), $"#!/bin/sh\n'''exec' \"{prefix}");
        StringAssert.EndsWith(Text(plan, "bin/d"), "/bin/python3.12\" \"$0\" \"$@\"\n' '''\nbody");
    }

    [TestMethod]
    public async Task Prefixes_that_a_shell_would_read_are_refused()
    {
        using var wheel = TestWheel.Valid();
        using var archive = await wheel.OpenAsync();

        await Assert.ThrowsExactlyAsync<ArgumentException>(
            () => WheelInstallation.PlanAsync(archive, Target with { Prefix = "/opt/$(id)" }));
    }

    [TestMethod]
    public async Task The_installers_own_files_are_written()
    {
        using var wheel = TestWheel.Valid().Add("demo-1.0.dist-info/INSTALLER", "other");
        var plan = await PlanAsync(wheel, Target with { IsRequested = true, DirectUrl = "{}"u8.ToArray() });

        Assert.AreEqual("envbuild\n", Text(plan, $"{DistInfo}/INSTALLER"));
        Assert.AreEqual("{}", Text(plan, $"{DistInfo}/direct_url.json"));
        Assert.AreEqual("", Text(plan, $"{DistInfo}/REQUESTED"));
        Assert.AreEqual("demo 1.0", $"{plan.Name} {plan.Version}");
    }

    [TestMethod]
    [DataRow("demo.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,4", "does not have the sha256 of RECORD")]
    [DataRow("demo.py,sha512=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,4", "does not have the sha512 of RECORD")]
    [DataRow("demo.py,,5", "has 4 bytes, not the 5 of RECORD")]
    public async Task What_RECORD_says_otherwise_is_told(string row, string contradiction)
    {
        using var wheel = TestWheel.Valid().Add("demo.py", "text").Add("demo-1.0.dist-info/RECORD", row + "\n");

        var plan = await PlanAsync(wheel);
        Assert.AreEqual($"'demo.py' {contradiction}", plan.Contradictions.Single());
    }

    [TestMethod]
    public async Task A_damaged_RECORD_is_refused()
    {
        using var wheel = TestWheel.Valid().Add("demo-1.0.dist-info/RECORD", "demo.py,sha256,4\n");

        await RefusedAsync(wheel, "damaged row for 'demo.py'");
    }

    [TestMethod]
    [DataRow("demo-1.0.data/unknown/a", "no known scheme")]
    [DataRow("demo-1.0.data/a", "no known scheme")]
    [DataRow("demo-2.0.dist-info/WHEEL", "has 2 .dist-info folders")]
    public async Task Members_in_wrong_places_are_refused(string name, string reason)
    {
        using var wheel = TestWheel.Valid().Add(name, "");

        await RefusedAsync(wheel, reason);
    }

    [TestMethod]
    [DataRow("a", "demo-1.0.data/purelib/a")]
    [DataRow("a", "demo-1.0.data/purelib/a/b")]
    [DataRow("demo-1.0.data/purelib/a/b", "a")]
    public async Task Two_files_at_one_place_are_refused(string first, string second)
    {
        using var wheel = TestWheel.Valid().Add(first, "").Add(second, "");

        await RefusedAsync(wheel, "would be a second file at");
    }

    [TestMethod]
    public async Task Newer_wheels_are_refused()
    {
        using var wheel = new TestWheel().Add("demo-1.0.dist-info/METADATA", "")
            .Add("demo-1.0.dist-info/WHEEL", "Wheel-Version: 2.0\n");

        await RefusedAsync(wheel, "only 1 is understood");
    }

    private static async Task<WheelInstallation> PlanAsync(TestWheel wheel, WheelTarget? target = null)
    {
        using var archive = await wheel.OpenAsync();
        return await WheelInstallation.PlanAsync(archive, target ?? Target);
    }

    private static async Task RefusedAsync(TestWheel wheel, string reason)
    {
        var failure = await Assert.ThrowsExactlyAsync<WheelException>(() => PlanAsync(wheel));
        StringAssert.Contains(failure.Message, reason);
    }

    private static string Text(WheelInstallation plan, string path) =>
        Encoding.UTF8.GetString(plan.Files.Single(file => file.Path == path).Bytes.Span);
}
