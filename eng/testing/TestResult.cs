using System.Xml.Linq;

namespace EnvBuild.TestSummary;

/// <summary>One test of a <c>.trx</c> file.</summary>
internal sealed record TestResult(string Name, TestOutcome Outcome, string Message)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static IReadOnlyList<TestResult> ReadAll(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(Read)
    ];

    private static IEnumerable<TestResult> Read(string path)
    {
        var root = XDocument.Load(path).Root!;
        var classes = root.Descendants(Trx + "UnitTest").ToDictionary(
            test => (string)test.Attribute("id")!,
            test => (string?)test.Element(Trx + "TestMethod")?.Attribute("className"));
        return root.Descendants(Trx + "UnitTestResult").Select(result => new TestResult(
            $"{classes.GetValueOrDefault((string)result.Attribute("testId")!)}.{(string?)result.Attribute("testName")}",
            OutcomeOf((string?)result.Attribute("outcome")),
            MessageOf(result)));
    }

    // Anything that is not known to be good is a failure: a run must not turn green by a word that is new.
    private static TestOutcome OutcomeOf(string? outcome) => outcome switch
    {
        "Passed" => TestOutcome.Passed,
        "NotExecuted" or "Inconclusive" => TestOutcome.Skipped,
        _ => TestOutcome.Failed,
    };

    private static string MessageOf(XElement result)
    {
        var text = (string?)result.Descendants(Trx + "Message").FirstOrDefault()
            ?? (string?)result.Descendants(Trx + "StdOut").FirstOrDefault()
            ?? "no reason given";
        return string.Join(' ', text.Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));
    }
}
