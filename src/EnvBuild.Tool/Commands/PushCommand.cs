using System.Collections.Immutable;
using System.CommandLine;
using EnvBuild.Building.Registries;
using EnvBuild.Oci.Registries;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env push</c>: an environment's images to a registry.</summary>
internal static class PushCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var subject = Arguments.Subject();
        var target = Arguments.RefuseOptions(new Argument<string?>("target")
        {
            Description = "host/repository[:tag]. Default: the environment's name below ENVBUILD_REGISTRY "
                + "(host/namespace); without a tag, the environment's own.",
            Arity = ArgumentArity.ZeroOrOne,
        });
        var platform = Arguments.Platform();
        platform.Description = "Conda platform such as linux-64, to send its image alone. Default: all, with an index.";
        var command = new Command("push", "Send an environment's images to a registry.") { subject, target, platform };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValue(target)) && string.IsNullOrEmpty(host.GetVariable(PushTarget.Variable)))
            {
                result.AddError($"Name a target, or set {PushTarget.Variable}.");
            }
        });
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) => RunAsync(
                invocation, parsed.GetValue(subject)!, parsed.GetValue(target), parsed.GetValue(platform), token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation, string subject, string? target, string? platform, CancellationToken cancellationToken)
    {
        var environment = await SubjectFinder.FindAsync(invocation, subject, cancellationToken);
        var first = SubjectFinder.ChooseImage(environment, platform);
        EnvironmentImage[] images = platform is null ? [.. environment.Images] : [first];
        var reference = TargetOf(invocation.Host, target, first);
        // The fingerprint stands for all platforms; a part of them must not take its tag.
        ImmutableArray<string> tags = images.Length == environment.Images.Length
            ? [EnvironmentName.FingerprintTag(environment.Fingerprint)]
            : [];
        var outcome = await invocation.WithRegistriesAsync(
            registries => registries.PushAsync(
                invocation.Workspace.Store, images, reference, tags, cancellationToken),
            cancellationToken);
        var result = new PushJson(
            outcome.Reference.ToString(),
            outcome.Reference.Digest!.Value.ToString(),
            [.. images.Select(image => image.Platform)],
            outcome.Sent,
            outcome.Mounted,
            outcome.Present);
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, result, ToolJsonContext.Default.PushJson);
        }
        else
        {
            invocation.Host.Output.WriteLine(
                $"pushed {result.Reference} ({result.Sent} sent, {result.Mounted} mounted, {result.Present} there)");
        }

        return ExitCode.Success;
    }

    private static RegistryReference TargetOf(ToolHost host, string? target, EnvironmentImage image) =>
        string.IsNullOrEmpty(target)
            ? PushTarget.Below(host.GetVariable(PushTarget.Variable)!, "", image.Reference)
            : PushTarget.At(target, image.Reference);
}
