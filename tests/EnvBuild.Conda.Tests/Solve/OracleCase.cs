using System.Text.Json;
using EnvBuild.Conda.Solve;
using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Solve;

/// <summary>A problem over real repodata, with the answers of the real solvers.</summary>
internal sealed record OracleCase(
    string Id, string Channel, string Platform, string[] Specs, string[] VirtualPackages, Dictionary<string, OracleAnswer> Answers)
{
    internal static IEnumerable<OracleCase> Load(string fileName)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Corpus.Require($"conda/solves/{fileName}")));
        foreach (var item in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var answers = item.TryGetProperty("solutions", out var solutions)
                ? solutions.EnumerateObject().ToDictionary(answer => answer.Name, answer => OracleAnswer.Read(answer.Value))
                : new() { ["rattler"] = Answer(item, "rattler"), ["mamba"] = Answer(item, "libmamba") };
            yield return new OracleCase(
                item.GetProperty("id").GetString()!,
                item.GetProperty("channels")[0].GetString()!,
                item.GetProperty("platform").GetString()!,
                Texts(item.GetProperty("specs")),
                Texts(item.GetProperty("virtual_packages")),
                answers);
        }
    }

    internal SolveRequest Request => new()
    {
        Channels = [Conda.Channel.Parse(Corpus.Require($"conda/repodata/{Channel}"))],
        Platform = Platform,
        Specs = [.. Specs.Select(spec => new RequestedSpec(MatchSpec.Parse(spec)))],
        VirtualPackages = [.. VirtualPackages.Select(VirtualPackage.Parse)],
    };

    private static OracleAnswer Answer(JsonElement item, string name) => OracleAnswer.Read(item.GetProperty(name));

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];
}
