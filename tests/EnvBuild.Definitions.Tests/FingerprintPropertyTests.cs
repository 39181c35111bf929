using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CsCheck;

namespace EnvBuild.Definitions.Tests;

[TestClass]
[SuppressMessage(
    "Security", "CA5394:Do not use insecure randomness", Justification = "Chooses how a test writes YAML.")]
public sealed class FingerprintPropertyTests
{
    private const int Iterations = 300;

    private static readonly Gen<(string, string, string)> Package = Gen.Select(
        Gen.OneOfConst("python", "numpy", "zlib", "a", "ab"),
        Gen.OneOfConst("", "1", "1.2", "12", "2.1"),
        Gen.OneOfConst("", "py_0", "h1_1"),
        (name, version, build) => (name, version, version.Length == 0 ? "" : build));

    private static readonly Gen<(string, string)> PipPackage = Gen.Select(
        Gen.OneOfConst("requests", "a-b", "numpy", "ab"),
        Gen.OneOfConst("", "1", "1.2", "12"));

    private static readonly Gen<DefinitionModel> Model = Gen.Select(
        Gen.OneOfConst("conda-forge", "pytorch", "main").List[0, 3],
        Package.List[0, 6],
        PipPackage.List[0, 5],
        Gen.OneOfConst("x", "y").List[0, 2],
        (channels, packages, pip, indexes) => new DefinitionModel(
            [.. channels], [.. packages], [.. pip], [.. indexes]));

    [TestMethod]
    public void Style_order_spelling_and_metadata_do_not_move_it() =>
        Gen.Select(Model, Gen.Int, Gen.Int).Sample(
            (model, first, second) => Hash(model, first).Value == Hash(model, second).Value,
            iter: Iterations);

    [TestMethod]
    public void Two_definitions_have_one_fingerprint_only_when_they_mean_the_same() =>
        Gen.Select(Model, Model, Gen.Int).Sample(
            (left, right, seed) => Hash(left, seed).Value == Hash(right, seed).Value == (left.Meaning == right.Meaning),
            iter: Iterations);

    [TestMethod]
    public void A_package_more_moves_the_conda_branch_alone() =>
        Gen.Select(Model, Package, Gen.Int).Where((model, package, _) => !model.Packages.Contains(package)).Sample(
            (model, package, seed) =>
            {
                var before = Hash(model, seed);
                var after = Hash(model with { Packages = model.Packages.Add(package) }, seed);
                Assert.AreEqual(before.Branches with { Conda = after.Branches.Conda }, after.Branches);
                Assert.AreNotEqual(before.Branches.Conda, after.Branches.Conda);
                Assert.AreNotEqual(before.Value, after.Value);
            },
            iter: Iterations);

    [TestMethod]
    public void Another_order_of_channels_moves_the_conda_branch_alone() =>
        Gen.Select(Model, Gen.Int).Where((model, _) => model.Channels.Distinct().Count() > 1).Sample(
            (model, seed) =>
            {
                var channels = model.Channels.Distinct().ToImmutableArray();
                var before = Hash(model with { Channels = channels }, seed);
                var after = Hash(model with { Channels = [.. channels.Reverse()] }, seed);
                Assert.AreEqual(before.Branches with { Conda = after.Branches.Conda }, after.Branches);
                Assert.AreNotEqual(before.Value, after.Value);
            },
            iter: Iterations);

    [TestMethod]
    public void A_pip_package_or_option_more_moves_the_pip_branch_alone() =>
        Gen.Select(Model, PipPackage, Gen.Bool, Gen.Int).Where(
            (model, package, _, _) => !model.PipPackages.Contains(package)).Sample(
            (model, package, isOption, seed) =>
            {
                var before = Hash(model, seed);
                var changed = isOption
                    ? model with { Indexes = model.Indexes.Add("z") }
                    : model with { PipPackages = model.PipPackages.Add(package) };
                var after = Hash(changed, seed);
                Assert.AreEqual(before.Branches with { Pip = after.Branches.Pip }, after.Branches);
                Assert.AreNotEqual(before.Value, after.Value);
            },
            iter: Iterations);

    private static Fingerprint Hash(DefinitionModel model, int seed)
    {
        var text = new DefinitionWriter(model, new Random(seed)).Write();
        return Fingerprint.Compute(Reading.Environment(text));
    }
}
