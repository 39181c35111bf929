using System.CommandLine;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env image</c>: one image in detail.</summary>
internal static class ImageCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var subject = Arguments.Subject();
        var platform = Arguments.Platform();
        var command = new Command("image", "Show an image: layers, sizes, configuration.") { subject, platform };
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) => RunAsync(invocation, parsed.GetValue(subject)!, parsed.GetValue(platform), token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation,
        string subject,
        string? platform,
        CancellationToken cancellationToken)
    {
        var environment = await SubjectFinder.FindAsync(invocation, subject, cancellationToken);
        var image = SubjectFinder.ChooseImage(environment, platform);
        var details = await ImageJson.ReadAsync(invocation.Workspace.Store, environment, image, cancellationToken);
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, details, ToolJsonContext.Default.ImageJson);
        }
        else
        {
            WriteText(invocation.Host.Output, details);
        }

        return ExitCode.Success;
    }

    private static void WriteText(TextWriter output, ImageJson image)
    {
        TextTable.WritePairs(output,
        [
            ("image", image.Reference),
            ("digest", image.Digest),
            ("platform", image.Platform),
            ("fingerprint", image.Fingerprint),
            ("lock", image.Lock),
            ("size", ByteSize.Format(image.Size)),
            ("entry point", string.Join(' ', image.Entrypoint)),
            ("command", string.Join(' ', image.Command)),
            ("working folder", image.WorkingFolder),
        ]);
        output.WriteLine();
        foreach (var variable in image.Variables)
        {
            output.WriteLine(variable);
        }

        output.WriteLine();
        TextTable.Write(
            output,
            ["LAYER", "SIZE", "CREATED BY"],
            image.Layers.Select(layer => (string[])[layer.Digest["sha256:".Length..][..12], ByteSize.Format(layer.Size), layer.CreatedBy ?? ""]));
    }
}
