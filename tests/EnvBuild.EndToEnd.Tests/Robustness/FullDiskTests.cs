using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.EndToEnd.Tests.Stores;

namespace EnvBuild.EndToEnd.Tests.Robustness;

/// <summary>A store on a disk that becomes full.</summary>
[TestClass]
public sealed class FullDiskTests(TestContext context)
{
    [TestMethod]
    public async Task A_full_disk_is_told_as_such_and_loses_nothing()
    {
        var cancellationToken = context.CancellationToken;
        using var place = await Workplace.MakeAsync(cancellationToken);
        PayloadChannel.Write(place["channel"], versions: 2, bytesOfPart: 2_000_000);
        var first = place.Write("first.yml", Definitions.Over("scratch", "first", "./channel", "payload=1.0"));
        var second = place.Write("second.yml", Definitions.Over("scratch", "second", "./channel", "payload=1.1"));
        await using var disk = await SmallDisk.MountAsync(place.Home, megabytes: 18, cancellationToken);
        var before = await place.BuildAsync(first, cancellationToken);

        var failed = (await place.Tool("build", second).RunAsync(cancellationToken)).ExitsWith(1);

        StringAssert.Contains(failed.Error, "error ENV0005", StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Error, "A stack trace is not for users.");
        await new StoreCheck(place.Store).VerifyAsync(cancellationToken);
        var still = await place.BuildAsync(first, cancellationToken);
        Assert.AreEqual(before with { Reused = true }, still);
        await disk.ResizeAsync(megabytes: 60, cancellationToken);
        _ = await place.BuildAsync(second, cancellationToken);
        await new StoreCheck(place.Store).VerifyAsync(cancellationToken);
    }
}
