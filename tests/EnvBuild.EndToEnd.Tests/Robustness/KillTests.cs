using System.Diagnostics;
using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.EndToEnd.Tests.Stores;

namespace EnvBuild.EndToEnd.Tests.Robustness;

/// <summary>A build that is killed leaves no half blob and no reference to a missing one.</summary>
[TestClass]
public sealed class KillTests(TestContext context)
{
    private const int Kills = 200;

    [TestMethod]
    public async Task A_store_is_whole_after_each_of_200_kills_at_random_moments()
    {
        var cancellationToken = context.CancellationToken;
        using var place = await Workplace.MakeAsync(cancellationToken);
        PayloadChannel.Write(place["channel"], Kills + 3, bytesOfPart: 300_000);
        var duration = await MeasureAsync(place, Kills, cancellationToken);
        var check = new StoreCheck(place.Store);
        var killed = 0;
        for (var i = 0; i < Kills; i++)
        {
            var definition = Define(place, i);
            // An even spread over the whole run, the start of the runtime too.
            var moment = duration * ((i + 0.5) / Kills);
            killed += await BuildAndKillAsync(place.Tool("build", definition), moment, cancellationToken) ? 1 : 0;
            await check.VerifyAsync(cancellationToken);
        }

        Assert.IsGreaterThan(Kills / 2, killed, "Most builds were over before they could be killed.");
        await BuildAllAfterwardsAsync(place, check, cancellationToken);
    }

    private static string Define(Workplace place, int version) => place.Write(
        "environment.yml", Definitions.Over("scratch", "payload", "./channel", $"payload=1.{version}"));

    private static async Task<TimeSpan> MeasureAsync(Workplace place, int version, CancellationToken cancellationToken)
    {
        // The first run pays for a cold disk; the second is like those that follow.
        _ = await place.BuildAsync(Define(place, version), cancellationToken);
        var start = Stopwatch.GetTimestamp();
        _ = await place.BuildAsync(Define(place, version + 1), cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<bool> BuildAndKillAsync(
        EnvBuild.Testing.ProcessSpec build,
        TimeSpan moment,
        CancellationToken cancellationToken)
    {
        using var process = build.Start();
        await Task.Delay(moment, cancellationToken);
        var running = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
        return running;
    }

    private static async Task BuildAllAfterwardsAsync(
        Workplace place,
        StoreCheck check,
        CancellationToken cancellationToken)
    {
        foreach (var version in (int[])[0, Kills / 2, Kills - 1])
        {
            _ = await place.BuildAsync(Define(place, version), cancellationToken);
        }

        await check.VerifyAsync(cancellationToken);
        await LeftoversAreSweptAsync(place, cancellationToken);
    }

    // What killed builds left on its way in goes when it is a day old.
    private static async Task LeftoversAreSweptAsync(Workplace place, CancellationToken cancellationToken)
    {
        var ingest = Path.Combine(place.Store, "ingest");
        foreach (var leftover in Directory.GetFiles(ingest))
        {
            File.SetLastWriteTimeUtc(leftover, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        }

        _ = await place.BuildAsync(Define(place, Kills + 2), cancellationToken);
        Assert.IsEmpty(Directory.GetFiles(ingest), "Killed builds leave files that nobody clears away.");
    }
}
