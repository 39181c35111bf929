using CsCheck;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Tests.Layers;

[TestClass]
public sealed class LayerPlanTests
{
    private static readonly Gen<LayerPackage[]> Packages = Gen
        .Select(Gen.Int[0, 5000], Gen.Long[0, 30_000_000])
        .Select((name, size) => new LayerPackage($"conda:package-{name}", size))
        .Array[0, 200]
        .Select(packages => packages.DistinctBy(package => package.Id).ToArray());

    [TestMethod]
    public void Every_package_has_one_place_and_the_limit_holds() =>
        Gen.Select(Packages, Gen.Int[0, 123]).Sample((packages, baseLayers) =>
        {
            var groups = LayerPlan.Create(packages, baseLayers);
            CollectionAssert.AreEquivalent(
                packages.Select(package => package.Id).ToArray(),
                groups.SelectMany(group => group.PackageIds).ToArray());
            Assert.DoesNotContain(group => group.PackageIds.IsEmpty, groups);
            Assert.IsLessThan(LayerPlan.MaximumLayers, groups.Length);
            Assert.IsLessThan(LayerPlan.EngineLimit, groups.Length + baseLayers);
            if (baseLayers <= LayerPlan.ComfortableTotal - 2)
            {
                Assert.IsLessThan(LayerPlan.ComfortableTotal, groups.Length + baseLayers);
            }
        });

    [TestMethod]
    public void The_order_of_the_packages_does_not_matter() => Packages.Sample(packages =>
        AssertSame(LayerPlan.Create(packages), LayerPlan.Create(packages.Reverse())));

    [TestMethod]
    public void One_package_more_touches_at_most_two_groups() => Packages.Where(packages => packages.Length > 0)
        .Sample(packages =>
        {
            var before = LayerPlan.Create(packages[1..]).Select(Describe).ToHashSet();
            var changed = LayerPlan.Create(packages).Select(Describe).Where(group => !before.Contains(group)).ToArray();

            // Its own, and the bucket of the one whose place it took.
            Assert.IsLessThanOrEqualTo(2, changed.Length);
        });

    [TestMethod]
    public void Small_packages_never_move_when_others_come() => Packages.Sample(packages =>
    {
        var small = packages.Select(package => package with { Size = package.Size % LayerPlan.BigPackage }).ToArray();
        var whole = LayerPlan.Create(small);
        foreach (var group in LayerPlan.Create(small[..(small.Length / 2)]))
        {
            CollectionAssert.IsSubsetOf(group.PackageIds, whole.Single(other => other.Name == group.Name).PackageIds);
        }
    });

    [TestMethod]
    public void Big_packages_stand_alone_and_come_first()
    {
        var groups = LayerPlan.Create(
        [
            new("conda:small", 1),
            new("conda:big", LayerPlan.BigPackage),
            new("conda:bigger", LayerPlan.BigPackage + 1),
        ]);
        Assert.AreEqual(
            "conda:bigger|conda:big|bucket", string.Join('|', groups.Select(group => group.Name.Split('-')[0])));
    }

    [TestMethod]
    public void A_base_without_room_is_refused()
    {
        var exception = Assert.ThrowsExactly<EnvBuildException>(() => LayerPlan.Create([new("conda:a", 1)], 124));
        Assert.AreEqual(DiagnosticCatalog.TooManyLayers, exception.Diagnostics[0].Descriptor);
    }

    private static string Describe(LayerGroup group) => $"{group.Name}: {string.Join(' ', group.PackageIds)}";

    private static void AssertSame(IEnumerable<LayerGroup> expected, IEnumerable<LayerGroup> actual) =>
        CollectionAssert.AreEqual(expected.Select(Describe).ToArray(), actual.Select(Describe).ToArray());
}
