using EnvBuild.Sdk.Tests.Projects;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class ConstantsTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_program_prints_the_references_that_its_build_made()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token,
            """
            <OutputType>Exe</OutputType>
            <EnvBuildGenerateConstants>true</EnvBuildGenerateConstants>
            <Nullable>enable</Nullable>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            """);
        sandbox.Write("Program.cs", """
            System.Console.WriteLine(Sample.EnvironmentImages.Tiny.Image);
            System.Console.WriteLine(Sample.EnvironmentImages.Tiny.Digest);
            """);
        File.Delete(sandbox["Class.cs"]);
        var build = (await sandbox.BuildAsync(Token, "-warnaserror")).Succeeds();

        var run = (await sandbox.Dotnet("run", "--no-build").RunAsync(Token)).Succeeds();

        var image = Assert.ContainsSingle(build.Images).Text;
        Assert.StartsWith($"{image}\nsha256:", run.Output);
    }
}
