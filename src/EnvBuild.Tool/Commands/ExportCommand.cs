using System.Collections.Immutable;
using System.CommandLine;
using EnvBuild.Oci;
using EnvBuild.Oci.Exporting;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env export</c>: an image as an archive or folder.</summary>
internal static class ExportCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var subject = Arguments.Subject();
        var platform = Arguments.Platform();
        var output = new Option<string>("--output", "-o") { Description = "File or folder to write.", HelpName = "path", Required = true };
        var type = new Option<string>("--type")
        {
            Description = "docker-archive: for docker load, podman load and OCI tools; oci-archive: a tar of an OCI layout; oci: a folder.",
            HelpName = "docker-archive|oci-archive|oci",
            DefaultValueFactory = _ => "docker-archive",
        };
        type.AcceptOnlyFromAmong("docker-archive", "oci-archive", "oci");
        var command = new Command("export", "Write an image as an archive for Docker and podman, or as an OCI layout.")
        {
            subject, platform, output, type,
        };
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) => RunAsync(
                invocation,
                parsed.GetValue(subject)!,
                parsed.GetValue(platform),
                host.Absolute(parsed.GetValue(output)!),
                parsed.GetValue(type)!,
                token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation,
        string subject,
        string? platform,
        string output,
        string type,
        CancellationToken cancellationToken)
    {
        var environment = await SubjectFinder.FindAsync(invocation, subject, cancellationToken);
        var image = SubjectFinder.ChooseImage(environment, platform);
        var digest = Digest.Parse(image.Digest);
        var store = invocation.Workspace.Store;
        var target = new Descriptor
        {
            MediaType = MediaTypes.ImageManifest,
            Digest = digest,
            Size = store.GetLength(digest) ?? 0,
        };
        var exported = new ExportedImage(target, NamesOf(environment, image, type));
        await ImageExporter.ExportAsync(store, [exported], output, FormatOf(type), cancellationToken);
        var result = new ExportJson(output, type, image.Reference, image.Digest, image.Platform);
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, result, ToolJsonContext.Default.ExportJson);
        }
        else
        {
            invocation.Host.Output.WriteLine($"wrote {output} ({type}, {image.Reference}, {image.Digest[..19]})");
        }

        return ExitCode.Success;
    }

    // Docker gives all names to the image that it loads; readers of OCI archives take two names for two images.
    private static ImmutableArray<string> NamesOf(EnvironmentVersion environment, EnvironmentImage image, string type)
    {
        var name = image.Reference[..image.Reference.LastIndexOf(':')];
        return type == "docker-archive"
            ? [image.Reference, $"{name}:{EnvironmentName.FingerprintTag(environment.Fingerprint)}"]
            : [image.Reference];
    }

    private static ImageExportFormat FormatOf(string type) => type switch
    {
        "oci-archive" => ImageExportFormat.OciArchive,
        "oci" => ImageExportFormat.OciLayout,
        _ => ImageExportFormat.DockerArchive,
    };
}
