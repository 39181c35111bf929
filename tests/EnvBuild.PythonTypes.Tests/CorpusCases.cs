using System.Text.Json;
using EnvBuild.Testing;

namespace EnvBuild.Python.Tests;

/// <summary>Cases of other projects' tests, by kind.</summary>
internal static class CorpusCases
{
    public static IReadOnlyList<JsonElement> Of(string file, params string[] kinds)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Corpus.Require($"pip/{file}.json")));
        var cases = document.RootElement.GetProperty("cases").EnumerateArray()
            .Where(entry => kinds.Contains(entry.GetProperty("kind").GetString()))
            .Select(entry => entry.Clone())
            .ToList();
        Assert.IsNotEmpty(cases);
        return cases;
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
