using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Tests;

/// <summary>Reads texts as the tests need it.</summary>
internal static class Reading
{
    public static readonly string Folder = Path.Combine(Path.GetTempPath(), "envbuild-no-such-folder");

    public static DefinitionReading Of(string text) =>
        DefinitionReader.Read(text, Path.Combine(Folder, "environment.yml"));

    /// <summary>The environment; fails with the diagnostics where there is none.</summary>
    public static Environment Environment(string text)
    {
        var reading = Of(text);
        Assert.IsNotNull(reading.Environment, string.Join('\n', reading.Diagnostics) + "\n" + text);
        return reading.Environment;
    }

    public static string Fingerprint(string text) => Definitions.Fingerprint.Compute(Environment(text)).Value;

    /// <summary>Code, line and column of each diagnostic that weighs at least so much.</summary>
    public static IReadOnlyList<string> Places(DefinitionReading reading, Severity least = Severity.Warning) =>
    [
        .. reading.Diagnostics.Where(diagnostic => diagnostic.Severity >= least)
            .Select(diagnostic => (diagnostic.Code, diagnostic.Location?.Span))
            .Select(place => $"{place.Code} {place.Span?.Line}:{place.Span?.Column}"),
    ];
}
