using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Misbehaving;

/// <summary>
/// Whatever a channel does: what comes is right, or an error is told; and nothing in the cache is wrong afterwards.
/// </summary>
[TestClass]
public sealed class MisbehavingChannelTests
{
    public required TestContext TestContext { get; init; }

    private static IEnumerable<Func<RawRequest, byte[], Task>> Transient =>
    [
        Fault.DiesInMidDownload, Fault.HasTooMuchToDo, Fault.AsksForPatience, Fault.Fails, Fault.HasABadGateway,
        Fault.IsUnavailable, Fault.HasASlowGateway, Fault.SpeaksNoHttp, Fault.ClosesAtOnce,
    ];

    private static IEnumerable<Func<RawRequest, byte[], Task>> Harmless =>
        [Fault.CompressesForTheWay, Fault.ClosesKeptConnections];

    private static IEnumerable<Func<RawRequest, byte[], Task>> Wrong =>
    [
        Fault.SendsHalfAsTheWhole, Fault.SendsHalfWithoutLength, Fault.SendsNothingAsTheWhole, Fault.SendsAnotherFile,
        Fault.SendsAPage, Fault.Forbids, Fault.HasNothing, Fault.RedirectsInACircle, Fault.CompressesOnlyInName,
    ];

    public static IEnumerable<object[]> TransientCases => Cases(Transient);

    public static IEnumerable<object[]> HarmlessCases => Cases(Harmless);

    public static IEnumerable<object[]> AllCases => Cases([.. Transient, .. Wrong]);

    [TestMethod]
    [DynamicData(nameof(TransientCases))]
    public async Task What_passes_by_is_tried_again(Wanted wanted, string fault)
    {
        using var channel = new MisbehavingChannel(wanted, FaultOf(fault), times: 1);
        await channel.FetchAsync(TestContext.CancellationToken);
        Assert.AreEqual(2, channel.Requests);
        Assert.IsEmpty(channel.Leftovers());
    }

    [TestMethod]
    [DynamicData(nameof(HarmlessCases))]
    public async Task What_is_odd_but_whole_is_taken(Wanted wanted, string fault)
    {
        using var channel = new MisbehavingChannel(wanted, FaultOf(fault));
        await channel.FetchAsync(TestContext.CancellationToken);
        await channel.FetchAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    [DynamicData(nameof(AllCases))]
    public async Task What_stays_wrong_is_told_and_leaves_nothing_wrong_behind(Wanted wanted, string fault)
    {
        using var channel = new MisbehavingChannel(wanted, FaultOf(fault));
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(
            () => channel.FetchAsync(TestContext.CancellationToken));
        var diagnostic = error.Diagnostics.Single();
        Assert.MatchesRegex(wanted == Wanted.Package ? "^(ENV400[123]|ENV3013)$" : "^ENV301[0-4]$", diagnostic.Code);
        Assert.IsInRange(1, 60, channel.Requests);
        Assert.IsEmpty(channel.Leftovers());

        channel.Heal();
        await channel.FetchAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    [DataRow(Wanted.Repodata)]
    [DataRow(Wanted.ShardIndex)]
    [DataRow(Wanted.Shard)]
    [DataRow(Wanted.Package)]
    public async Task A_server_that_drips_is_given_up(Wanted wanted)
    {
        using var channel = new MisbehavingChannel(wanted, Fault.DripsWithoutEnd);
        channel.Options = channel.Options with { StallTimeout = TimeSpan.FromMilliseconds(300), Attempts = 2 };
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(
            () => channel.FetchAsync(TestContext.CancellationToken));
        Assert.AreEqual(wanted == Wanted.Package ? "ENV4001" : "ENV3012", error.Diagnostics.Single().Code);
        Assert.Contains("no more than", error.Diagnostics.Single().Message);
        Assert.AreEqual(2, channel.Requests);
        Assert.IsEmpty(channel.Leftovers());
    }

    private static IEnumerable<object[]> Cases(IEnumerable<Func<RawRequest, byte[], Task>> faults) =>
        from wanted in Enum.GetValues<Wanted>()
        from fault in faults
        select new object[] { wanted, fault.Method.Name };

    private static Func<RawRequest, byte[], Task> FaultOf(string name) =>
        typeof(Fault).GetMethod(name)!.CreateDelegate<Func<RawRequest, byte[], Task>>();
}
