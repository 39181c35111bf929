using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.VirtualPackages;

[TestClass]
public sealed class VirtualPackageSetTests
{
    [TestMethod]
    [DataRow("linux-64", "__archspec=1=x86_64 __glibc=2.36=0 __linux=5.10=0 __unix=0=0")]
    [DataRow("linux-aarch64", "__archspec=1=aarch64 __glibc=2.36=0 __linux=5.10=0 __unix=0=0")]
    [DataRow("osx-arm64", "__archspec=1=m1 __osx=13.0=0 __unix=0=0")]
    [DataRow("win-64", "__archspec=1=x86_64 __win=0=0")]
    public void Every_platform_has_its_own(string platform, string expected)
    {
        Assert.AreEqual(expected, string.Join(' ', VirtualPackageSet.ForTarget(platform, "2.36")));
    }

    [TestMethod]
    public void Overrides_replace_add_and_remove()
    {
        var overrides = new Dictionary<string, string>
        {
            ["CONDA_OVERRIDE_GLIBC"] = "2.17",
            ["CONDA_OVERRIDE_CUDA"] = "12.4",
            ["CONDA_OVERRIDE_ARCHSPEC"] = "x86_64_v3",
            ["CONDA_OVERRIDE_LINUX"] = "",
            ["CONDA_OVERRIDE_OSX"] = "14.0",
        };

        Assert.AreEqual(
            "__archspec=1=x86_64_v3 __cuda=12.4=0 __glibc=2.17=0 __unix=0=0",
            string.Join(' ', VirtualPackageSet.ForTarget("linux-64", overrides: overrides)));
    }

    [TestMethod]
    public void What_the_definition_gives_rules()
    {
        var packages = VirtualPackageSet.ForTarget(
            "linux-64",
            "2.36",
            [VirtualPackage.Parse("__glibc=2.28"), VirtualPackage.Parse("__cuda==12.8")],
            new Dictionary<string, string> { ["CONDA_OVERRIDE_GLIBC"] = "2.17" });

        StringAssert.Contains(string.Join(' ', packages), "__cuda=12.8=0 __glibc=2.28=0");
    }

    [TestMethod]
    [DataRow("glibc=2.3")]
    [DataRow("__")]
    [DataRow("__cuda=1..2")]
    [DataRow("__a=1=2=3")]
    public void Other_texts_are_refused(string text)
    {
        var error = Assert.ThrowsExactly<EnvBuildException>(() => VirtualPackage.Parse(text));

        Assert.AreEqual("ENV3005", error.Diagnostics.Single().Code);
    }
}
