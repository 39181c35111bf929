using System.Text.Json;
using EnvBuild.Testing;

namespace EnvBuild.Python.Wheels.Tests;

/// <summary>What pip 26.3 writes for real wheels and for those of pip's and uv's tests.</summary>
[TestClass]
public sealed class WheelCorpusTests
{
    /// <summary>What pip refuses before it looks into a wheel, or for its METADATA.</summary>
    private static readonly string[] OtherReasons =
    [
        "Invalid wheel filename", "is not a supported wheel on this platform", "requires a different Python",
        "has invalid metadata",
    ];

    [TestMethod]
    public async Task Plans_are_what_pip_writes()
    {
        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(Corpus.Require("pip/wheel_install.json")));
        var differences = new List<string>();
        var prefix = document.RootElement.GetProperty("prefix").GetString()!;
        var compared = 0;
        foreach (var wheel in document.RootElement.GetProperty("wheels").EnumerateObject())
        {
            if (AllWheels().FirstOrDefault(path => Path.GetFileName(path) == wheel.Name) is { } path)
            {
                compared++;
                differences.AddRange(await CompareAsync(wheel, path, prefix));
            }
        }

        Assert.IsGreaterThan(0, compared);
        Assert.IsEmpty(differences, string.Join('\n', differences));
    }

    [TestMethod]
    public async Task Every_wheel_is_planned_or_refused_with_its_name()
    {
        foreach (var path in AllWheels())
        {
            try
            {
                var plan = await PlanAsync(path, "/opt/conda");
                Assert.IsNotEmpty(plan.Files);
            }
            catch (WheelException failure)
            {
                StringAssert.Contains(failure.Message, Path.GetFileName(path));
                Assert.IsTrue(
                    failure.Reason.Contains("not a zip", StringComparison.Ordinal)
                    || failure.Reason.Contains(".dist-info", StringComparison.Ordinal),
                    failure.Message);
            }
        }
    }

    private static async Task<IEnumerable<string>> CompareAsync(JsonProperty wheel, string path, string prefix)
    {
        if (wheel.Value.GetProperty("exit").GetInt32() == 0)
        {
            try
            {
                return WheelExpectation.Compare(wheel, await PlanAsync(path, prefix));
            }
            catch (WheelException failure)
            {
                return [failure.Message];
            }
        }

        var error = wheel.Value.GetProperty("error").ToString();
        if (OtherReasons.Any(reason => error.Contains(reason, StringComparison.Ordinal)))
        {
            return [];
        }

        await Assert.ThrowsExactlyAsync<WheelException>(() => PlanAsync(path, prefix));
        return [];
    }

    private static async Task<WheelInstallation> PlanAsync(string path, string prefix)
    {
        using var archive = await WheelArchive.OpenAsync(path);
        var target = new WheelTarget(3, 11, prefix, "pip")
        {
            Interpreter = "bin/python3",
            IsRequested = true,
        };
        return await WheelInstallation.PlanAsync(archive, target);
    }

    private static string[] AllWheels() =>
        Directory.GetFiles(Corpus.RequireWheels(), "*.whl", SearchOption.AllDirectories);
}
