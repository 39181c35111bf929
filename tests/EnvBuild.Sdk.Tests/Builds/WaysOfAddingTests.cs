using EnvBuild.Sdk.Tests.Projects;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class WaysOfAddingTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk"><Sdk Name="EnvBuild.Sdk" Version="{0}" />{1}</Project>""")]
    [DataRow("""<Project Sdk="EnvBuild.Sdk/{0}">{1}</Project>""")]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk;EnvBuild.Sdk/{0}">{1}</Project>""")]
    [DataRow("""
        <Project Sdk="Microsoft.NET.Sdk">{1}
          <ItemGroup><PackageReference Include="EnvBuild.Sdk" Version="{0}" /></ItemGroup>
        </Project>
        """)]
    [DataRow("""
        <Project Sdk="Microsoft.NET.Sdk"><Sdk Name="EnvBuild.Sdk" Version="{0}" />{1}
          <ItemGroup><PackageReference Include="EnvBuild.Sdk" Version="{0}" /></ItemGroup>
        </Project>
        """)]
    public async Task The_definition_beside_the_project_becomes_an_image(string project)
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        const string Properties = "<PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>";
        sandbox.Write("Sample.csproj", project
            .Replace("{0}", sandbox.Version, StringComparison.Ordinal)
            .Replace("{1}", Properties, StringComparison.Ordinal));

        var build = (await sandbox.BuildAsync(Token, "-warnaserror")).Succeeds();

        Assert.StartsWith(
            "environment 'tiny' (linux-64): built image tiny:", Assert.ContainsSingle(build.EnvironmentLines));
        Assert.IsTrue(File.Exists(sandbox["obj/Debug/net10.0/environment.images.json"]));
        Assert.IsTrue(File.Exists(sandbox["bin/Debug/net10.0/Sample.dll"]));
    }

    [TestMethod]
    public async Task A_project_without_a_definition_builds_as_if_nothing_were_there()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        File.Delete(sandbox["environment.yml"]);

        var build = (await sandbox.BuildAsync(Token, "-warnaserror")).Succeeds();

        Assert.AreEqual(0, build.Runs("CheckEnvironments"));
        Assert.IsEmpty(build.EnvironmentLines);
    }

    [TestMethod]
    public async Task An_old_MSBuild_is_told_so()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);

        var build = (await sandbox.BuildAsync(Token, "-p:_EnvBuildMSBuildVersion=17.14.8")).Fails();

        Assert.Contains(
            "error ENV0001: EnvBuild.Sdk needs MSBuild 18.0 or later; this is MSBuild 17.14.8.", build.Result.Output);
        Assert.AreEqual(0, build.Runs("CheckEnvironments"));
    }
}
