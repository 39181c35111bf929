using System.IO.Compression;
using System.Xml.Linq;
using EnvBuild.Testing;

namespace EnvBuild.Sdk.Tests.Package;

[TestClass]
public sealed class PackageContentTests
{
    private static readonly string[] Expected =
    [
        "EnvBuild.Sdk.nuspec",
        "PACKAGE.md",
        "Sdk/Sdk.props",
        "Sdk/Sdk.targets",
        "build/EnvBuild.Sdk.props",
        "build/EnvBuild.Sdk.targets",
        "buildMultiTargeting/EnvBuild.Sdk.props",
        "buildMultiTargeting/EnvBuild.Sdk.targets",
        "targets/EnvBuild.Constants.targets",
        "targets/EnvBuild.Containers.targets",
        "targets/EnvBuild.Editors.targets",
        "targets/EnvBuild.Engines.targets",
        "targets/EnvBuild.Environment.xaml",
        "targets/EnvBuild.Images.targets",
        "targets/EnvBuild.ItemsSchema.xaml",
        "targets/EnvBuild.Registries.targets",
        "tasks/net10.0/AngleSharp.dll",
        "tasks/net10.0/Docker.DotNet.Handler.Abstractions.dll",
        "tasks/net10.0/Docker.DotNet.LegacyHttp.dll",
        "tasks/net10.0/Docker.DotNet.NPipe.dll",
        "tasks/net10.0/Docker.DotNet.NativeHttp.dll",
        "tasks/net10.0/Docker.DotNet.Unix.dll",
        "tasks/net10.0/Docker.DotNet.dll",
        "tasks/net10.0/EnvBuild.Building.dll",
        "tasks/net10.0/EnvBuild.Conda.dll",
        "tasks/net10.0/EnvBuild.CondaTypes.dll",
        "tasks/net10.0/EnvBuild.Definitions.dll",
        "tasks/net10.0/EnvBuild.Diagnostics.dll",
        "tasks/net10.0/EnvBuild.Docker.dll",
        "tasks/net10.0/EnvBuild.Oci.dll",
        "tasks/net10.0/EnvBuild.Python.dll",
        "tasks/net10.0/EnvBuild.PythonTypes.dll",
        "tasks/net10.0/EnvBuild.Solving.dll",
        "tasks/net10.0/EnvBuild.Tasks.deps.json",
        "tasks/net10.0/EnvBuild.Tasks.dll",
        "tasks/net10.0/EnvBuild.Workspaces.dll",
        "tasks/net10.0/ICSharpCode.SharpZipLib.dll",
        "tasks/net10.0/Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "tasks/net10.0/Microsoft.Extensions.Logging.Abstractions.dll",
        "tasks/net10.0/Microsoft.Net.Http.Client.dll",
        "tasks/net10.0/System.IO.Hashing.dll",
        "tasks/net10.0/YamlDotNet.dll",
        "tasks/net10.0/ZstdSharp.dll",
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_package_holds_exactly_these_files()
    {
        using var package = await OpenAsync();

        var files = package.Entries.Select(entry => entry.FullName).Where(name => !IsPartOfTheContainer(name));

        Assert.AreSequenceEqual(Expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task The_package_is_an_SDK_and_a_development_dependency_without_dependencies()
    {
        using var package = await OpenAsync();
        var entry = package.GetEntry("EnvBuild.Sdk.nuspec")!;
        await using var stream = await entry.OpenAsync(TestContext.CancellationToken);
        var nuspec = await XDocument.LoadAsync(stream, LoadOptions.None, TestContext.CancellationToken);
        var elements = nuspec.Descendants().ToLookup(element => element.Name.LocalName);

        Assert.AreSequenceEqual(
            ["MSBuildSdk", "Dependency"], elements["packageType"].Select(type => type.Attribute("name")!.Value));
        Assert.AreEqual("true", elements["developmentDependency"].Single().Value);
        Assert.IsEmpty(elements["dependency"]);
    }

    [TestMethod]
    public async Task Every_assembly_that_the_tasks_need_is_named_in_their_dependency_file()
    {
        using var package = await OpenAsync();
        using var reader = new StreamReader(
            await package.GetEntry("tasks/net10.0/EnvBuild.Tasks.deps.json")!.OpenAsync(TestContext.CancellationToken));
        var dependencies = await reader.ReadToEndAsync(TestContext.CancellationToken);

        foreach (var assembly in Expected.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            Assert.Contains(Path.GetFileName(assembly), dependencies);
        }

        Assert.DoesNotContain("Microsoft.Build", dependencies);
    }

    private static bool IsPartOfTheContainer(string name) =>
        name is "[Content_Types].xml" or "_rels/.rels" || name.StartsWith("package/", StringComparison.Ordinal);

    private async Task<ZipArchive> OpenAsync()
    {
        var product = await PackedProduct.GetAsync(TestContext.CancellationToken);
        var path = Path.Combine(product.Feed, $"EnvBuild.Sdk.{product.Version}.nupkg");
        return await ZipFile.OpenReadAsync(path, TestContext.CancellationToken);
    }
}
