using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.RealContent;

/// <summary>What a container finds in an image: entry points, both archive formats, variables.</summary>
[TestClass]
public sealed class ImageContentTests(TestContext context)
{
    [TestMethod]
    public async Task Entry_points_and_packages_of_both_archive_formats_run_in_a_container()
    {
        var cancellationToken = context.CancellationToken;
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        using var place = await BuildAndLoadAsync(cancellationToken);

        var entryPoint = await engine.RunAsync("content:1", cancellationToken, "pyscript-ep");
        Assert.AreEqual("entry point ok", entryPoint.Succeeds().Output.Trim());
        var six = await engine.RunAsync(
            "content:1", cancellationToken, "python", "-c", "from six import __version__; print(__version__)");
        Assert.AreEqual("1.16.0", six.Succeeds().Output.Trim());
        var variables = await engine.RunAsync(
            "content:1", cancellationToken, "/bin/sh", "-c", "command -v python; echo $GREETING; echo $CONDA_PREFIX");
        Assert.AreEqual("/opt/env/bin/python\nhello\n/opt/env\n", variables.Succeeds().Output);
        var program = await engine.RunAsync("content:1", cancellationToken, "cdemo");
        Assert.StartsWith("cdemo data found\n", program.Succeeds().Output);
    }

    [TestMethod]
    public async Task Skopeo_reads_the_store_and_the_exported_archive()
    {
        var cancellationToken = context.CancellationToken;
        var skopeo = RequiredTool.Find("skopeo", "skopeo");
        var channel = Corpus.RequireChannel();
        using var place = await Workplace.MakeAsync(cancellationToken);
        var definition = place.Write(
            "environment.yml", Definitions.Over("scratch", "content", channel, "six", "python=3.11"));
        var built = await place.BuildAsync(definition, cancellationToken);
        _ = await place.Tool("export", "content", "--output", place["content.tar"], "--type", "oci-archive")
            .SucceedsAsync(cancellationToken);

        var archive = $"oci-archive:{place["content.tar"]}:{built.Image}";
        foreach (var image in (string[])[archive, $"oci:{place.Store}:{built.Image}"])
        {
            var inspect = await new ProcessSpec(skopeo, "inspect", "--format", "{{.Digest}}", image)
                .SucceedsAsync(cancellationToken);
            Assert.AreEqual(built.Digest, inspect.Output.Trim(), image);
        }

        // A copy reads every layer and checks it.
        _ = await new ProcessSpec(
            skopeo, "copy", "--quiet", $"oci:{place.Store}:{built.Image}", $"docker-archive:{place["copy.tar"]}")
            .SucceedsAsync(cancellationToken);
    }

    private static async Task<Workplace> BuildAndLoadAsync(CancellationToken cancellationToken)
    {
        var channel = Corpus.RequireChannel();
        var minimal = await TestRun.MinimalBase.GetAsync(cancellationToken);
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        var place = await Workplace.MakeAsync(cancellationToken);
        var definition = place.Write(
            "environment.yml",
            Definitions.Over(minimal.Reference, "content", channel, "python=3.11", "pyscript", "six", "cdemo")
                + "variables: {GREETING: hello}\n");
        _ = await place.BuildAsync(definition, cancellationToken);
        _ = await place.Tool("export", "content", "--output", place["content.tar"]).SucceedsAsync(cancellationToken);
        _ = await engine.LoadAsync(place["content.tar"], cancellationToken);
        return place;
    }
}
