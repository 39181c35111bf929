using System.Security.Cryptography;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Building.Tests;

[TestClass]
public sealed class ImportTests
{
    [TestMethod]
    public async Task A_list_with_MD5_alone_becomes_a_lock_that_builds_the_same_image()
    {
        using var place = new Place();
        var definition = place.Define("beta, alpha=1.0");
        var solved = await place.BuildAsync(definition);
        var list = Write(
            place, "list.txt", "@EXPLICIT", Address(place, "beta-1.0-0", "md5"), Address(place, "alpha-1.0-0", "md5"));

        var outcome = await ImportAsync(place, "imported", definition, list);
        Assert.IsNotNull(outcome.Lock, Text(outcome));
        Assert.IsTrue(outcome.Lock.Changed);
        Assert.AreEqual(2, outcome.Lock.PackageCounts["linux-64"]);
        var text = await File.ReadAllTextAsync(outcome.Lock.Path);
        Assert.Contains("url: './channel/noarch/alpha-1.0-0.conda'", text);
        Assert.Contains("sha256:", text);

        var built = (await place.Builder("imported").BuildAsync(
            new BuildRequest { DefinitionPath = definition, LockedMode = true }, default)).Images.Single();
        Assert.AreEqual(solved.Digest, built.Digest);
        Assert.IsFalse((await ImportAsync(place, "imported", definition, list)).Lock!.Changed);
    }

    [TestMethod]
    public async Task An_imported_lock_rules_over_newer_packages()
    {
        using var place = new Place();
        var definition = place.Define("alpha");
        var list = Write(
            place, "list.txt", "# platform: linux-64", "@EXPLICIT", Address(place, "alpha-1.0-0", "sha256"));
        Assert.IsNotNull((await ImportAsync(place, "store", definition, list)).Lock);
        await place.BuildAsync(definition);

        Assert.Contains("alpha-1.0", await File.ReadAllTextAsync(place.Path("environment.conda-lock.yml")));
        Assert.DoesNotContain("alpha-2.0", await File.ReadAllTextAsync(place.Path("environment.conda-lock.yml")));
    }

    [TestMethod]
    public async Task What_a_lock_does_not_meet_is_told_at_the_requirement_and_nothing_is_written()
    {
        using var place = new Place();
        var definition = place.Define("beta, alpha>=2, gamma");
        var list = Write(
            place,
            "list.txt",
            "@EXPLICIT", Address(place, "beta-1.0-0", "md5"), Address(place, "alpha-1.0-0", "md5"));

        var outcome = await ImportAsync(place, "store", definition, list);

        Assert.IsNull(outcome.Lock);
        var told = outcome.Diagnostics.Where(item => item.Severity == Severity.Error).ToList();
        Assert.IsTrue(
            told.TrueForAll(item => item.Code == "ENV3053" && item.Location!.Span!.Value.Line == 3), Text(outcome));
        StringAssert.Contains(
            told[0].Message, "'list.txt' has nothing for linux-64 that meets 'alpha>=2'; it has alpha 1.0 0.");
        StringAssert.Contains(told[1].Message, "'list.txt' has nothing for linux-64 that meets 'gamma'.");
        Assert.IsFalse(File.Exists(place.Path("environment.conda-lock.yml")));
    }

    [TestMethod]
    public async Task Lists_of_several_platforms_become_one_lock_and_all_platforms_have_to_be_there()
    {
        using var place = new Place();
        var definition = place.Define("alpha=1.0", "platforms: [linux-64, linux-aarch64]");
        var alpha = Address(place, "alpha-1.0-0", "md5");
        var lists = new[] { "linux-64", "linux-aarch64" }
            .Select(platform => Write(place, $"{platform}.txt", $"# platform: {platform}", "@EXPLICIT", alpha))
            .ToArray();

        var missing = await ImportAsync(place, "store", definition, lists[0]);
        StringAssert.Contains(Text(missing), "'linux-64.txt' has no packages for linux-aarch64");
        StringAssert.Contains(
            Text(await ImportAsync(place, "store", definition, lists[0], lists[0])), "has packages for linux-64 too");

        var both = await ImportAsync(place, "store", definition, lists);
        Assert.HasCount(2, both.Lock!.Locks, Text(both));
        var built = await place.TryBuildAsync(definition, new BuildRequest { DefinitionPath = "", LockedMode = true });
        Assert.HasCount(2, built.Images, string.Join('\n', built.Diagnostics));
    }

    [TestMethod]
    public async Task A_lock_of_pixi_and_one_of_conda_lock_build_the_same_image()
    {
        using var place = new Place();
        var definition = place.Define("beta, alpha=1.0");
        var solved = await place.BuildAsync(definition);
        var pixi = Write(
            place,
            "sub/pixi.lock",
            "version: 6",
            "environments:",
            "  default:",
            "    channels: [{url: ../channel}]",
            "    packages:",
            "      linux-64:",
            "      - conda: ../channel/noarch/alpha-1.0-0.conda",
            "      - conda: ../channel/noarch/beta-1.0-0.conda",
            "packages:",
            "- conda: ../channel/noarch/alpha-1.0-0.conda",
            $"  sha256: {Hash(place, "alpha-1.0-0", "sha256")}",
            $"  md5: {Hash(place, "alpha-1.0-0", "md5")}",
            "- conda: ../channel/noarch/beta-1.0-0.conda",
            $"  sha256: {Hash(place, "beta-1.0-0", "sha256")}",
            $"  md5: {Hash(place, "beta-1.0-0", "md5")}",
            "  depends: [alpha]");
        var fromPixi = await ImportAsync(place, "pixi", definition, pixi);
        Assert.IsNotNull(fromPixi.Lock, Text(fromPixi));
        Assert.AreEqual(solved.Digest, await BuildLockedAsync(place, "pixi", definition));

        File.Move(fromPixi.Lock.Path, place.Path("other.yml"));
        Assert.IsNotNull((await ImportAsync(place, "again", definition, place.Path("other.yml"))).Lock);
        Assert.AreEqual(solved.Digest, await BuildLockedAsync(place, "again", definition));
    }

    [TestMethod]
    public async Task Packages_that_no_channel_tells_the_SHA_256_of_are_warned_of_and_not_built()
    {
        using var place = new Place();
        var definition = place.Define("alpha");
        var address = $"file://{place.Path("channel")}/noarch/alpha-1.0-0.conda#{new string('0', 32)}";
        var list = Write(place, "list.txt", "@EXPLICIT", address);

        var outcome = await ImportAsync(place, "store", definition, list);

        Assert.IsNotNull(outcome.Lock, Text(outcome));
        StringAssert.Contains(
            Text(outcome), "tells the SHA-256 of alpha-1.0-0.conda, so that a build will refuse them");
        Place.HasCode(DiagnosticCatalog.LockedPackageUnverifiable, await place.TryBuildAsync(definition));
    }

    [TestMethod]
    public async Task Credentials_of_an_imported_list_are_not_written()
    {
        using var place = new Place();
        var definition = place.Define("alpha");
        var hash = new string('a', 64);
        var list = Write(
            place,
            "list.txt",
            "# platform: linux-64",
            "@EXPLICIT",
            $"file://me:secret@localhost/t/tk-secret/nowhere/noarch/alpha-1.0-0.conda#{hash}");

        var outcome = await ImportAsync(place, "store", definition, list);

        Assert.IsNotNull(outcome.Lock, Text(outcome));
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(outcome.Lock.Path));
        Assert.DoesNotContain("secret", Text(outcome));
        Assert.DoesNotContain("secret", string.Join('\n', place.Reporter.Details));
    }

    [TestMethod]
    [DataRow("h1_101_cp313", "101", true)]
    [DataRow("h1_101_cp313", "313", false)]
    [DataRow("py311h64a7726_3", "3", true)]
    [DataRow("h1_0_cpython", "0", true)]
    [DataRow("py27", ">=27", true)]
    public async Task Build_numbers_are_read_from_build_strings(string build, string number, bool isMet)
    {
        using var place = new Place();
        var definition = place.Define($"'alpha[build_number=\"{number}\"]'");
        var list = Write(
            place, "list.txt", "# platform: linux-64", "@EXPLICIT", $"file:///nowhere/noarch/alpha-1.0-{build}.conda");

        Assert.AreEqual(isMet, (await ImportAsync(place, "store", definition, list)).Lock is not null);
    }

    [TestMethod]
    public async Task A_missing_file_and_one_that_is_not_UTF_8_are_told()
    {
        using var place = new Place();
        var definition = place.Define("alpha");
        await File.WriteAllBytesAsync(place.Path("latin.yml"), [0x61, 0xE9, 0x0A]);

        StringAssert.Contains(Text(await ImportAsync(place, "store", definition, place.Path("none.yml"))), "none.yml");
        StringAssert.Contains(
            Text(await ImportAsync(place, "store", definition, place.Path("latin.yml"))), "it is not UTF-8");
    }

    [TestMethod]
    public async Task A_lock_for_four_platforms_is_made_on_this_machine()
    {
        string[] platforms = ["linux-64", "linux-aarch64", "osx-arm64", "win-64"];
        var alias = Corpus.Require("conda/repodata");
        using var place = new Place();
        using var http = new HttpClient();
        var definition = place.Path("environment.yml");
        await File.WriteAllTextAsync(
            definition, "channels: [conda-forge-mined]\ndependencies: [python=3.12, numpy, pandas]\n");
        var settings = new BuildSettings
        {
            StoreFolder = place.Store,
            CacheFolder = place.Path("cache"),
            ChannelAlias = alias,
        };

        var outcome = await new EnvironmentBuilder(settings, http, place.Reporter).LockAsync(
            new BuildRequest { DefinitionPath = definition, Platforms = [.. platforms] }, update: false, default);

        Assert.IsNotNull(outcome.Lock, Text(outcome));
        CollectionAssert.AreEquivalent(platforms, outcome.Lock.Locks.Keys.ToArray());
        Assert.HasCount(4, outcome.Lock.Locks.Values.Distinct());
        var text = await File.ReadAllTextAsync(outcome.Lock.Path);
        Assert.Contains("/win-64/vc14_runtime-", text);
        Assert.Contains("/osx-arm64/libcxx-", text);
        Assert.Contains("/linux-aarch64/libgcc-", text);
    }

    private static Task<LockOutcome> ImportAsync(Place place, string store, string definition, params string[] files) =>
        place.Builder(store).ImportLockAsync(
            new BuildRequest { DefinitionPath = definition },
            new LockImport { Paths = [.. files], WorkingFolder = place.Path("") },
            default);

    private static async Task<string> BuildLockedAsync(Place place, string store, string definition)
    {
        var outcome = await place.Builder(store).BuildAsync(
            new BuildRequest { DefinitionPath = definition, LockedMode = true }, default);
        Assert.HasCount(1, outcome.Images, string.Join('\n', outcome.Diagnostics));
        return outcome.Images[0].Digest;
    }

    private static string Write(Place place, string file, params string[] lines)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(place.Path(file))!);
        File.WriteAllText(place.Path(file), string.Join('\n', lines) + "\n");
        return place.Path(file);
    }

    private static string Address(Place place, string package, string algorithm) =>
        $"file://{place.Path("channel")}/noarch/{package}.conda#{Hash(place, package, algorithm)}";

    private static string Hash(Place place, string package, string algorithm)
    {
        var bytes = File.ReadAllBytes(place.Path($"channel/noarch/{package}.conda"));
#pragma warning disable CA5351 // The lists of conda have MD5.
        return Convert.ToHexStringLower(algorithm == "md5" ? MD5.HashData(bytes) : SHA256.HashData(bytes));
#pragma warning restore CA5351
    }

    private static string Text(LockOutcome outcome) =>
        string.Join('\n', outcome.Diagnostics.Select(item => $"{item.Code} {item.Message}"));
}
