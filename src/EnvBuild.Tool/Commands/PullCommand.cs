using System.CommandLine;
using EnvBuild.Oci.Registries;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env pull</c>: an image of a registry into the store.</summary>
internal static class PullCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var reference = Arguments.RefuseOptions(new Argument<string>("reference")
        {
            Description = "[host/]repository[:tag][@digest].",
        });
        var platform = Arguments.Platform();
        platform.Description = "Conda platform that the image has to run on. Default: linux-64.";
        var command = new Command("pull", "Bring an image of a registry into the store.") { reference, platform };
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) => RunAsync(
                invocation, parsed.GetValue(reference)!, parsed.GetValue(platform), token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation, string text, string? platform, CancellationToken cancellationToken)
    {
        var reference = RegistryReference.Parse(text);
        var image = await invocation.WithRegistriesAsync(
            registries => registries.PullAsync(invocation.Workspace.Store, reference, platform, cancellationToken),
            cancellationToken);
        var result = new PullJson(
            reference.ToString(),
            image.Descriptor.Digest.ToString(),
            image.Config.Platform.ToString(),
            image.Manifest.Layers.Count,
            image.Manifest.Layers.Sum(layer => layer.Size));
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, result, ToolJsonContext.Default.PullJson);
        }
        else
        {
            invocation.Host.Output.WriteLine(
                $"pulled {result.Reference} ({result.Platform}, {result.Digest[..19]}, {result.Layers} layers, "
                + $"{ByteSize.Format(result.Size)})");
        }

        return ExitCode.Success;
    }
}
