using System.Diagnostics;
using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.EndToEnd.Tests.Stores;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Robustness;

/// <summary>Ctrl-C.</summary>
[TestClass]
public sealed class CancelTests(TestContext context)
{
    [TestMethod]
    public async Task Ctrl_C_stops_a_build_at_once_and_the_next_build_goes_on()
    {
        var cancellationToken = context.CancellationToken;
        using var place = await Workplace.MakeAsync(cancellationToken);
        PayloadChannel.Write(place["channel"], versions: 1, bytesOfPart: 30_000_000);
        var definition = place.Write(
            "environment.yml", Definitions.Over("scratch", "payload", "./channel", "payload"));
        var build = place.Tool("build", definition);
        using var process = build.Start();
        await WaitForWorkAsync(process, place, cancellationToken);

        await Signals.SendAsync(process, "INT", cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var result = (await build.FinishAsync(process, cancellationToken)).ExitsWith(130);

        Assert.IsLessThan(TimeSpan.FromSeconds(3), Stopwatch.GetElapsedTime(start));
        StringAssert.Contains(result.Error, "ENV0002", StringComparison.Ordinal);
        await new StoreCheck(place.Store).VerifyAsync(cancellationToken);
        _ = await place.BuildAsync(definition, cancellationToken);
    }

    // A moment when layers are being written: the store has begun to take something in.
    private static async Task WaitForWorkAsync(Process process, Workplace place, CancellationToken cancellationToken)
    {
        while (!process.HasExited && !IsWriting(place.Store))
        {
            await Task.Delay(2, cancellationToken);
        }
    }

    private static bool IsWriting(string store) =>
        Directory.Exists(store) && Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories).Any(
            path => path.Contains("/ingest/", StringComparison.Ordinal)
                || path.Contains("/blobs/", StringComparison.Ordinal));
}
