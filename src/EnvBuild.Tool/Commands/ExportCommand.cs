using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using EnvBuild.Oci;
using EnvBuild.Oci.Exporting;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env export</c>: an image as an archive or folder, or a lock in another tool's form.</summary>
internal static class ExportCommand
{
    private static readonly string[] ImageTypes = ["docker-archive", "oci-archive", "oci"];

    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var subject = Arguments.Subject();
        subject.Arity = ArgumentArity.ZeroOrOne;
        var platform = Arguments.Platform();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "File or folder to write. Default for the forms of locks: standard output, as is '-'.",
            HelpName = "path",
        };
        var type = new Option<string>("--type")
        {
            Description = "Images: docker-archive (for docker load, podman load and OCI tools), oci-archive (a tar of an "
                + "OCI layout), oci (a folder). Locks: conda-lock, explicit (for conda create --file), environment (an "
                + "environment.yml with versions), environment-builds (with builds too).",
            HelpName = string.Join('|', [.. ImageTypes, .. LockExport.Types]),
            DefaultValueFactory = _ => ImageTypes[0],
        };
        type.AcceptOnlyFromAmong([.. ImageTypes, .. LockExport.Types]);
        var locks = Arguments.ForeignLocks("--lock");
        var environment = Arguments.ForeignEnvironment();
        var command = new Command("export", "Write an image as an archive or OCI layout, or a lock for other tools.")
        {
            subject, platform, output, type, locks, environment,
        };
        command.Validators.Add(result =>
        {
            // Defaults are filled in after validation.
            var isImage = result.GetValue(type) is null || ImageTypes.Contains(result.GetValue(type));
            Validate(
                result,
                isImage,
                hasSubject: result.GetValue(subject) is not null,
                hasLocks: result.GetValue(locks) is { Length: > 0 },
                needsOutput: result.GetValue(output) is null or LockExport.StandardOutput
                    && (isImage || result.GetValue(options.Format) == OutputFormat.Json));
        });
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) => ImageTypes.Contains(parsed.GetValue(type))
                ? RunAsync(
                    invocation,
                    parsed.GetValue(subject)!,
                    parsed.GetValue(platform),
                    host.Absolute(parsed.GetValue(output)!),
                    parsed.GetValue(type)!,
                    token)
                : LockExport.RunAsync(
                    invocation,
                    new LockExportRequest(
                        parsed.GetValue(type)!,
                        parsed.GetValue(subject),
                        Arguments.ImportOf(host, parsed.GetValue(locks) ?? [], parsed.GetValue(environment)),
                        parsed.GetValue(platform),
                        parsed.GetValue(output)),
                    token),
            cancellationToken));
        return command;
    }

    private static void Validate(CommandResult result, bool isImage, bool hasSubject, bool hasLocks, bool needsOutput)
    {
        if (hasSubject == hasLocks)
        {
            result.AddError("Name an environment or, with --lock, a lock.");
        }

        if (isImage && hasLocks)
        {
            result.AddError("A lock has no image; choose the form of a lock with --type.");
        }

        if (needsOutput)
        {
            result.AddError("--output is missing.");
        }
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
        if (!await ImagePull.IsCompleteAsync(store, target, cancellationToken))
        {
            await invocation.WithRegistriesAsync(
                async registries =>
                {
                    await registries.CompleteAsync(store, image, cancellationToken);
                    return true;
                },
                cancellationToken);
        }

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
