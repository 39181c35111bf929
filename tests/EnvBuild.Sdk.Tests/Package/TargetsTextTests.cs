using System.Globalization;
using System.Xml.Linq;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Sdk.Tests.Package;

[TestClass]
public sealed class TargetsTextTests
{
    private static string Folder => Path.Combine(Corpus.RepositoryRoot, "sdk", "EnvBuild.Sdk");

    public static IEnumerable<object[]> Files => Directory
        .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(path => path.EndsWith(".props", StringComparison.Ordinal)
            || path.EndsWith(".targets", StringComparison.Ordinal))
        .Select(path => new object[] { Path.GetRelativePath(Folder, path) });

    [TestMethod]
    public void The_error_that_targets_tell_themselves_is_that_of_the_table()
    {
        var error =
            XDocument.Load(Path.Combine(Folder, "targets", "EnvBuild.Images.targets")).Descendants("Error").Single();
        var row = DiagnosticCatalog.HostTooOld;

        Assert.AreEqual(row.Code, error.Attribute("Code")!.Value);
        Assert.AreEqual(row.HelpLink.AbsoluteUri, error.Attribute("HelpLink")!.Value);
        Assert.AreEqual(
            string.Format(CultureInfo.InvariantCulture, row.MessageFormat, "$(_EnvBuildMSBuildVersion)"),
            error.Attribute("Text")!.Value);
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Props_never_read_what_the_project_sets_later(string file)
    {
        if (!file.EndsWith(".props", StringComparison.Ordinal))
        {
            return;
        }

        var text = File.ReadAllText(Path.Combine(Folder, file));
        foreach (var late in
            (string[])["$(TargetFramework)", "$(OutDir)", "$(IntermediateOutputPath)", "$(Configuration)"])
        {
            Assert.DoesNotContain(late, text);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Every_property_has_the_prefix_of_the_product(string file)
    {
        var names = XDocument.Load(Path.Combine(Folder, file)).Descendants("PropertyGroup").Elements()
            .Select(element => element.Name.LocalName)
            .Except(["UsingEnvBuildSdk", "EnableDefaultEnvironmentItems"]);

        Assert.IsEmpty(names.Where(name =>
            !name.StartsWith("EnvBuild", StringComparison.Ordinal)
                && !name.StartsWith("_EnvBuild", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Every_public_property_may_be_set_by_the_project(string file)
    {
        var unconditional = XDocument.Load(Path.Combine(Folder, file)).Descendants("PropertyGroup").Elements()
            .Where(element => element.Name.LocalName.StartsWith("EnvBuild", StringComparison.Ordinal))
            .Where(element => element.Attribute("Condition")?.Value != $"'$({element.Name.LocalName})' == ''")
            .Select(element => element.Name.LocalName);

        Assert.IsEmpty(unconditional);
    }
}
