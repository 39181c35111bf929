using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.EndToEnd.Tests.Stores;

namespace EnvBuild.EndToEnd.Tests.Robustness;

/// <summary>Many processes over one store.</summary>
[TestClass]
public sealed class ConcurrencyTests(TestContext context)
{
    private const int Processes = 20;

    [TestMethod]
    public async Task Twenty_processes_that_build_one_fingerprint_make_it_once()
    {
        var cancellationToken = context.CancellationToken;
        using var place = await Workplace.MakeAsync(cancellationToken);
        PayloadChannel.Write(place["channel"], versions: 1, bytesOfPart: 2_000_000);
        var definition = place.Write(
            "environment.yml", Definitions.Over("scratch", "payload", "./channel", "payload"));

        var reports = await Task.WhenAll(
            Enumerable.Range(0, Processes).Select(_ => place.BuildAsync(definition, cancellationToken)));

        Assert.HasCount(1, reports.Select(report => report.Digest).Distinct());
        Assert.AreEqual(1, reports.Count(report => !report.Reused), "More than one process built the image.");
        await new StoreCheck(place.Store).VerifyAsync(cancellationToken);
    }

    [TestMethod]
    public async Task Twenty_processes_that_build_different_environments_all_find_their_names_kept()
    {
        var cancellationToken = context.CancellationToken;
        using var place = await Workplace.MakeAsync(cancellationToken);
        PayloadChannel.Write(place["channel"], Processes, bytesOfPart: 20_000);
        var definitions = Enumerable.Range(0, Processes).Select(i => place.Write(
            $"{i}.yml", Definitions.Over("scratch", $"payload{i}", "./channel", $"payload=1.{i}"))).ToArray();

        _ = await Task.WhenAll(definitions.Select(definition => place.BuildAsync(definition, cancellationToken)));

        var list = await place.Tool("list", "--format", "json").SucceedsAsync(cancellationToken);
        for (var i = 0; i < Processes; i++)
        {
            StringAssert.Contains(list.Output, $"\"payload{i}\"", StringComparison.Ordinal);
        }

        await new StoreCheck(place.Store).VerifyAsync(cancellationToken);
    }
}
