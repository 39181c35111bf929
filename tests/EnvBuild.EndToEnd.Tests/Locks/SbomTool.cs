using System.Text.Json;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Locks;

/// <summary>Microsoft's sbom-tool: its component detection reads locks of conda-lock.</summary>
internal static class SbomTool
{
    private const string Install = "dotnet tool install Microsoft.Sbom.DotNetTool --tool-path artifacts/test-tools";

    /// <summary>What the tool finds in the locks of a folder: <c>name version</c>.</summary>
    public static async Task<IReadOnlyList<string>> ReadLocksAsync(string folder, CancellationToken cancellationToken)
    {
        var program = OtherTool.Find("sbom-tool", Install);
        using var work = new TemporaryFolder();
        Directory.CreateDirectory(work["drop"]);
        Directory.CreateDirectory(work["out"]);
        _ = await new ProcessSpec(
            program,
            "generate",
            "-b", work["drop"],
            "-bc", folder,
            "-m", work["out"],
            "-pn", "whole", "-pv", "1", "-ps", "tests", "-nsb", "https://sbom.example", "-V", "Information",
            "-cd", "--DetectorArgs CondaLock=EnableIfDefaultOff")
        {
            Folder = work.Path,
        }.With("DOTNET_ROLL_FORWARD", "Major").SucceedsAsync(cancellationToken);

        var path = Directory.EnumerateFiles(work["out"], "*.spdx.json", SearchOption.AllDirectories).Single();
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
        return
        [
            .. document.RootElement.GetProperty("packages").EnumerateArray()
                .Select(package => $"{package.GetProperty("name")} {package.GetProperty("versionInfo")}")
                .Where(package => package != "whole 1")
                .Order(StringComparer.Ordinal),
        ];
    }
}
