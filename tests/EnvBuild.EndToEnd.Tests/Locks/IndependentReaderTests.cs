using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.Testing;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.EndToEnd.Tests.Locks;

/// <summary>What we write, other tools read, and find the same packages in it.</summary>
[TestClass]
public sealed class IndependentReaderTests(TestContext context)
{
    [TestMethod]
    public async Task A_lock_holds_the_same_packages_for_the_component_detection_of_Microsoft()
    {
        using var place = await LockAsync();
        Directory.CreateDirectory(place["locks"]);
        File.Copy(place["environment.conda-lock.yml"], place["locks/conda-lock.yml"]);

        var found = await SbomTool.ReadLocksAsync(place["locks"], context.CancellationToken);

        var locked = Packages(place).Select(package => $"{package["name"]} {package["version"]}");
        CollectionAssert.AreEqual(locked.Order(StringComparer.Ordinal).ToList(), found.ToList());
    }

    [TestMethod]
    public async Task The_environment_file_with_builds_gives_rattler_the_same_packages()
    {
        using var place = await LockAsync();
        _ = await place.Tool("export", "environment.yml", "--type", "environment-builds", "-o", "pinned.yml")
            .SucceedsAsync(context.CancellationToken);
        var specs = ((YamlSequenceNode)Load(place["pinned.yml"])["dependencies"]).Select(spec => $"{spec}");

        var solved = await RattlerSolver.SolveAsync(Corpus.RequireChannel(), specs, context.CancellationToken);

        CollectionAssert.AreEqual(Files(place), solved.ToList());
    }

    [TestMethod]
    public async Task Every_address_of_a_list_leads_to_the_file_that_its_hash_tells_in_the_order_of_dependencies()
    {
        using var place = await LockAsync();
        var list = (await place.Tool("export", "environment.yml", "--type", "explicit")
            .SucceedsAsync(context.CancellationToken)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lines = list.SkipWhile(line => line != "@EXPLICIT").Skip(1).Select(line => line.Split("#sha256:")).ToList();

        CollectionAssert.AreEqual(
            Files(place),
            lines.Select(line => Path.GetFileName(line[0])).Order(StringComparer.Ordinal).ToList());
        var sums = lines.Select(line => $"{line[1]}  {new Uri(line[0]).LocalPath}\n");
        var check = place.Write("sums", string.Concat(sums));
        _ = await new ProcessSpec(RequiredTool.Find("sha256sum", "coreutils"), "--check", "--strict", check)
            .SucceedsAsync(context.CancellationToken);
        var order = lines.Select(line => Path.GetFileName(line[0])).ToList();
        Assert.IsLessThan(
            order.FindIndex(file => file.StartsWith("numpy-", StringComparison.Ordinal)),
            order.FindIndex(file => file.StartsWith("python-3", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_list_that_went_out_and_in_builds_the_same_image()
    {
        using var place = await LockAsync();
        var built = await place.BuildAsync(place["environment.yml"], context.CancellationToken, "--locked");
        _ = await place.Tool("export", "environment.yml", "--type", "explicit", "-o", "list.txt")
            .SucceedsAsync(context.CancellationToken);
        using var other = place.Another();
        var definition = other.Write("environment.yml", await File.ReadAllTextAsync(place["environment.yml"]));

        _ = await other.Tool("lock", definition, "--from", place["list.txt"]).SucceedsAsync(context.CancellationToken);
        var again = await other.BuildAsync(definition, context.CancellationToken, "--locked");

        Assert.AreEqual(built.Digest, again.Digest);
    }

    private async Task<Workplace> LockAsync()
    {
        var channel = Corpus.RequireChannel();
        var place = await Workplace.MakeAsync(context.CancellationToken);
        place.Write(
            "environment.yml",
            $"name: iris\nchannels: ['{channel}']\ndependencies: [python=3.11, numpy, scikit-learn]\n");
        _ = await place.Tool("lock").SucceedsAsync(context.CancellationToken);
        return place;
    }

    private static List<string> Files(Workplace place) =>
        [.. Packages(place).Select(package => Path.GetFileName($"{package["url"]}")).Order(StringComparer.Ordinal)];

    private static YamlSequenceNode Packages(Workplace place) =>
        (YamlSequenceNode)Load(place["environment.conda-lock.yml"])["package"];

    private static YamlNode Load(string path)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(File.ReadAllText(path));
        yaml.Load(reader);
        return yaml.Documents[0].RootNode;
    }
}
