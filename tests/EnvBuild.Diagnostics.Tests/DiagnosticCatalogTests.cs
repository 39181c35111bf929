using System.Text.RegularExpressions;
using EnvBuild.Testing;

namespace EnvBuild.Diagnostics.Tests;

[TestClass]
public sealed partial class DiagnosticCatalogTests
{
    public static IEnumerable<object[]> Codes => DiagnosticCatalog.All.Select(row => new object[] { row.Code });

    [TestMethod]
    public void Codes_are_well_formed_and_used_once()
    {
        foreach (var group in DiagnosticCatalog.All.GroupBy(row => row.Code))
        {
            Assert.MatchesRegex(CodePattern, group.Key);
            Assert.HasCount(1, group, $"{group.Key} is used by more than one row");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Every_diagnostic_has_a_page_that_names_its_title(string code)
    {
        var row = DiagnosticCatalog.All.Single(row => row.Code == code);
        var page = Path.Combine(Corpus.RepositoryRoot, "docs", "diagnostics", code + ".md");
        Assert.IsTrue(File.Exists(page), $"docs/diagnostics/{code}.md is missing");
        Assert.StartsWith($"# {code}: {row.Title}\n", File.ReadAllText(page));
    }

    [TestMethod]
    public void Every_page_belongs_to_a_diagnostic()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Corpus.RepositoryRoot, "docs", "diagnostics"), "ENV*.md");
        var codes = DiagnosticCatalog.All.Select(row => row.Code).ToHashSet();
        Assert.IsEmpty(pages.Where(page => !codes.Contains(Path.GetFileNameWithoutExtension(page))));
    }

    private static readonly Regex CodePattern = CodeRegex();

    [GeneratedRegex("^ENV[0-6][0-9]{3}$")]
    private static partial Regex CodeRegex();
}
