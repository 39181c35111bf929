using System.Diagnostics;
using System.Text;
using CsCheck;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class HostileInputTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("aliases that multiply", "ENV1004")]
    [DataRow("100 levels of lists", "ENV1004")]
    [DataRow("100 levels of blocks", "ENV1004")]
    [DataRow("a million brackets", "ENV1004")]
    [DataRow("200,000 braces", "ENV1004")]
    [DataRow("an alias to itself", "ENV1001")]
    [DataRow("300,000 values", "ENV1004")]
    [DataRow("a long indentation", "ENV1006")]
    public void A_bomb_is_an_error_within_a_second(string name, string code)
    {
        var text = Bomb(name);
        Reading.Of("warm: up");
        var watch = Stopwatch.StartNew();
        var reading = Reading.Of(text);
        Assert.IsLessThan(Second, watch.Elapsed);
        Assert.Contains(code, reading.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.IsNull(reading.Environment);
    }

    [TestMethod]
    public async Task Ten_megabytes_are_an_error_within_a_second()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "environment.yml", "dependencies:\n" + string.Concat(Enumerable.Repeat("  - python\n", 1_000_000)));
        var watch = Stopwatch.StartNew();
        var reading = await DefinitionReader.ReadAsync(path, TestContext.CancellationToken);
        Assert.IsLessThan(Second, watch.Elapsed);
        Assert.AreEqual(DiagnosticCatalog.DefinitionTooLarge.Code, reading.Diagnostics.Single().Code);
    }

    [TestMethod]
    public void A_mistake_that_is_made_thousands_of_times_is_told_some_times()
    {
        var reading = Reading.Of("dependencies:\n" + string.Concat(Enumerable.Repeat("  - a==1==2\n", 10_000)));
        Assert.IsLessThan(100, reading.Diagnostics.Length);
        Assert.IsTrue(reading.Diagnostics.Any(diagnostic => diagnostic.Code == DiagnosticCatalog.MoreOfTheSame.Code));
    }

    [TestMethod]
    public void Whatever_is_changed_in_a_definition_nothing_is_thrown()
    {
        var texts = Directory.EnumerateFiles(Corpus.Require("definitions"), "*.y*ml", SearchOption.AllDirectories)
            .Where((_, index) => index % 20 == 0)
            .Select(File.ReadAllText)
            .ToArray();
        var change = Gen.Select(
            Gen.Int[0, texts.Length - 1], Gen.Double[0, 1], Gen.Int[0, 20],
            Gen.Char["[]{}:-*&!|>'\"%@`#,? \t\n\r\0~=<\u00e9\ud7ff\ufeff"].Array[0, 6]);
        change.Sample(
            (file, place, cut, inserted) => Reading.Of(
                Mutate(texts[file], place, cut, new string(inserted))).Diagnostics.Length >= 0,
            iter: 1_000);
    }

    [TestMethod]
    public async Task Bytes_that_are_no_text_are_an_error()
    {
        using var folder = new TemporaryFolder();
        var path = folder["environment.yml"];
        await File.WriteAllBytesAsync(
            path, Encoding.Latin1.GetBytes("name: caf\u00e9\n"), TestContext.CancellationToken);
        var reading = await DefinitionReader.ReadAsync(path, TestContext.CancellationToken);
        Assert.AreEqual(DiagnosticCatalog.EncodingInvalid.Code, reading.Diagnostics.Single().Code);
    }

    private static string Bomb(string name) => name switch
    {
        "aliases that multiply" => Aliases(),
        "100 levels of lists" => "a: " + new string('[', 100) + new string(']', 100),
        "100 levels of blocks" =>
            string.Concat(Enumerable.Range(0, 100).Select(level => new string(' ', level) + "a:\n")),
        "a million brackets" => new string('[', 1_000_000),
        "200,000 braces" => string.Concat(Enumerable.Repeat("{a: ", 200_000)),
        "an alias to itself" => "a: &a [*a]",
        "300,000 values" => "a: [" + string.Concat(Enumerable.Repeat("1,", 300_000)) + "]",
        _ => new string(' ', 900_000) + "a",
    };

    private static string Mutate(string text, double place, int cut, string inserted)
    {
        var at = (int)(place * text.Length);
        return text[..at] + inserted + text[Math.Min(text.Length, at + cut)..];
    }

    private static string Aliases()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 12; level++)
        {
            var aliases = string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{level}: &a{level} [{aliases}]\n");
        }

        return text.Append("dependencies: [*a11]\n").ToString();
    }
}
