using System.Collections.Immutable;

namespace EnvBuild.SampleChannel;

/// <summary>The packages of the quick start: a program, the text that it prints, and its settings.</summary>
internal static class SamplePackages
{
    public static ImmutableArray<PackageRecipe> All { get; } =
    [
        Greeting("1.0", "Hello from an image that 'dotnet build' made."),
        Greeting("1.1", "Hello again from an image that 'dotnet build' made."),
        new PackageRecipe("greeter", "1.0", "linux-64")
        {
            Summary = "Prints a greeting and its arguments; needs no libc.",
            Depends = ["greeting >=1.0,<2.0a0", "greeter-settings"],
            Files =
            [
                PackageFile.Program("bin/greet", GreeterProgram.X64(Prefix.Placeholder)) with { HasPrefix = true },
            ],
        },
        new PackageRecipe("greeter-settings", "1.0", "noarch")
        {
            Summary = "Says where the greeting is.",
            Format = ArchiveFormat.TarBz2,
            Files =
            [
                PackageFile.Text("etc/greeter.conf", $"greeting = {Prefix.Placeholder}/{GreeterProgram.GreetingPath}\n")
                    with { HasPrefix = true },
            ],
        },
    ];

    private static PackageRecipe Greeting(string version, string text) => new("greeting", version, "noarch")
    {
        Summary = "The text of a greeting.",
        Files = [PackageFile.Text(GreeterProgram.GreetingPath, text + "\n")],
    };
}
