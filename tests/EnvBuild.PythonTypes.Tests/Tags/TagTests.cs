using System.Text.Json;
using System.Text.RegularExpressions;
using EnvBuild.Python.Tags;

namespace EnvBuild.Python.Tests.Tags;

[TestClass]
public sealed partial class TagTests
{
    [TestMethod]
    public void Names_of_wheels_say_what_packaging_reads()
    {
        foreach (var entry in CorpusCases.Of("tags", "wheel-filename"))
        {
            var fileName = entry.Text("filename");
            Assert.IsTrue(WheelFileName.TryParse(fileName, out var wheel), fileName);
            Assert.AreEqual(entry.Text("name"), wheel.Name);
            Assert.AreEqual(entry.Text("version"), wheel.Version.ToString());
            var build = entry.GetProperty("build").EnumerateArray().ToArray();
            Assert.AreEqual(string.Concat(build.Select(part => part.ToString())), wheel.Build?.ToString() ?? "");
            CollectionAssert.AreEquivalent(Texts(entry, "tags"), wheel.Tags.Select(tag => tag.ToString()).ToArray());
        }

        foreach (var entry in CorpusCases.Of("uv_rust_cases", "wheel-filename-valid"))
        {
            Assert.IsTrue(WheelFileName.TryParse(entry.Text("filename"), out _), entry.Text("filename"));
        }
    }

    [TestMethod]
    [DataRow("tags")]
    [DataRow("uv_rust_cases")]
    public void Names_of_other_files_are_refused(string file)
    {
        foreach (var entry in CorpusCases.Of(file, "wheel-filename-invalid"))
        {
            Assert.IsFalse(WheelFileName.TryParse(entry.Text("filename"), out _), entry.Text("filename"));
        }
    }

    [TestMethod]
    public void Sets_of_tags_are_read_or_refused()
    {
        foreach (var entry in CorpusCases.Of("tags", "tag-invalid"))
        {
            Assert.IsFalse(WheelTag.TryParseSet(entry.Text("tag"), out _), entry.Text("tag"));
        }

        foreach (var entry in CorpusCases.Of("tags", "tag-expand"))
        {
            Assert.IsTrue(WheelTag.TryParseSet(entry.Text("tag"), out var tags), entry.Text("tag"));
            CollectionAssert.AreEquivalent(Texts(entry, "expected"), tags.Select(tag => tag.ToString()).ToArray());
        }
    }

    [TestMethod]
    public void Targets_take_the_tags_of_packaging_in_its_order()
    {
        var seen = 0;
        foreach (var entry in CorpusCases.Of("tags", "oracle-supported-tags"))
        {
            if (TargetOf(entry) is { } target)
            {
                var tags = SupportedTags.For(target).Tags.Select(tag => tag.ToString()).ToArray();
                CollectionAssert.AreEqual(Texts(entry, "expected"), tags, entry.Text("id"));
                seen++;
            }
        }

        Assert.IsGreaterThan(0, seen);
    }

    [TestMethod]
    [DataRow("a-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", true)]
    [DataRow("a-1-cp38-abi3-manylinux_2_28_x86_64.whl", true)]
    [DataRow("a-1-cp38-abi3-manylinux_2_40_x86_64.whl", false)]
    [DataRow("a-1-cp312-abi3-manylinux_2_17_x86_64.whl", false)]
    [DataRow("a-1-cp311-cp311-musllinux_1_1_x86_64.whl", false)]
    [DataRow("a-1-py2.py3-none-any.whl", true)]
    [DataRow("a-1-py2-none-any.whl", false)]
    public void A_wheel_runs_or_not(string fileName, bool expected)
    {
        Assert.IsTrue(WheelFileName.TryParse(fileName, out var wheel));
        Assert.IsTrue(PythonVersion.TryParse("3.11.4", out var version));
        var tags = SupportedTags.For(new PythonTarget(version, "x86_64", LibcKind.Glibc, 2, 36));
        Assert.AreEqual(expected, tags.Rank(wheel.Tags) is not null);
    }

    [TestMethod]
    public void The_nearest_wheel_ranks_first()
    {
        Assert.IsTrue(PythonVersion.TryParse("3.11.4", out var version));
        var tags = SupportedTags.For(new PythonTarget(version, "x86_64", LibcKind.Glibc, 2, 36));
        string[] best =
        [
            "a-1-cp311-cp311-manylinux_2_28_x86_64.whl", "a-1-cp311-cp311-manylinux_2_17_x86_64.whl",
            "a-1-cp39-abi3-manylinux_2_17_x86_64.whl", "a-1-py3-none-manylinux_2_17_x86_64.whl", "a-1-py3-none-any.whl",
        ];
        var ranks = best
            .Select(name => WheelFileName.TryParse(name, out var wheel) ? tags.Rank(wheel.Tags) : null)
            .ToArray();
        CollectionAssert.AllItemsAreNotNull(ranks);
        CollectionAssert.AreEqual(ranks.Order().ToArray(), ranks);
    }

    [TestMethod]
    public void Markers_stand_for_the_target()
    {
        Assert.IsTrue(PythonVersion.TryParse("3.11.4", out var version));
        var environment = new PythonTarget(version, "aarch64", LibcKind.Glibc, 2, 36).ToMarkerEnvironment();
        Assert.IsTrue(MarkerExpression.TryParse(
            "python_version == '3.11' and python_full_version >= '3.11.4' and platform_machine == 'aarch64' "
            + "and sys_platform == 'linux' and platform_system == 'Linux' and os_name == 'posix' "
            + "and implementation_name == 'cpython' and platform_python_implementation == 'CPython'",
            out var marker,
            out _));
        Assert.IsTrue(marker.Evaluate(environment));
    }

    private static PythonTarget? TargetOf(JsonElement entry)
    {
        var python = entry.GetProperty("python").EnumerateArray().Select(number => number.GetInt32()).ToArray();
        var match = LinuxRegex().Match(Texts(entry, "platforms")[0]);
        return match.Success && PythonVersion.TryParse($"{python[0]}.{python[1]}.0", out var version)
            ? new PythonTarget(
                version,
                match.Groups[4].Value,
                match.Groups[1].Value == "musl" ? LibcKind.Musl : LibcKind.Glibc,
                int.Parse(match.Groups[2].ValueSpan),
                int.Parse(match.Groups[3].ValueSpan),
                Texts(entry, "abis")[0].EndsWith('t'))
            : null;
    }

    private static string[] Texts(JsonElement entry, string property) =>
        [.. entry.GetProperty(property).EnumerateArray().Select(text => text.GetString()!)];

    [GeneratedRegex("^(many|musl)linux_([0-9]+)_([0-9]+)_(.+)$")]
    private static partial Regex LinuxRegex();
}
