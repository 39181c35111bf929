using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EnvBuild.Building.Layers;
using EnvBuild.Building.Locking;
using EnvBuild.Diagnostics;
using EnvBuild.Docker;
using EnvBuild.Docker.Containers;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Building.Scripts;

/// <summary>
/// Runs the post-link scripts of packages in the finished environment, in the order of installation. What they change
/// is a layer of its own, kept under the layers below and the scripts.
/// </summary>
internal sealed class ScriptRunner(
    BlobStore store, MachineConnections connections, BuildSettings settings, IReporter reporter)
{
    private const string Collection = "scripts";
    private const string Shell = "/bin/sh";

    /// <summary>The layers with that of the scripts, if they do anything.</summary>
    /// <param name="target">The definition.</param>
    /// <param name="baseImage">What the layers stand on.</param>
    /// <param name="outcome">The layers of the packages.</param>
    /// <param name="imageSettings">Config of the image in which the scripts run.</param>
    /// <param name="cancellationToken">Stops it; no container stays.</param>
    public async Task<LayerOutcome> RunAsync(
        LockTarget target,
        BaseImage baseImage,
        LayerOutcome outcome,
        ImageSettings imageSettings,
        CancellationToken cancellationToken)
    {
        if (outcome.Scripts.IsEmpty || settings.PostLinkScripts == PostLinkScripts.Skip)
        {
            return outcome;
        }

        var key = KeyOf(baseImage, outcome);
        using var held = await store.LockAsync($"scripts/{key}", cancellationToken).ConfigureAwait(false);
        var layer = await store.GetLayerAsync(key, cancellationToken).ConfigureAwait(false);
        if (layer is null
            && await store.ReadDocumentAsync(Collection, key, cancellationToken).ConfigureAwait(false) is null)
        {
            layer = await RunInEngineAsync(target, baseImage, outcome, imageSettings, cancellationToken)
                .ConfigureAwait(false);
            if (layer is null)
            {
                await store.WriteDocumentAsync(Collection, key, "nothing"u8.ToArray(), cancellationToken)
                    .ConfigureAwait(false);
            }
            else
            {
                await store.SetLayerAsync(key, layer, cancellationToken).ConfigureAwait(false);
            }
        }

        var names = string.Join(' ', outcome.Scripts.Select(script => script.Package));
        return outcome with
        {
            Layers = layer is null
                ? outcome.Layers
                : outcome.Layers.Add(new AddedLayer(layer, $"post-link scripts: {names}")),
            Diagnostics = [.. outcome.Diagnostics.Where(diagnostic => !IsDone(diagnostic, outcome.Scripts))],
        };
    }

    private static string KeyOf(BaseImage baseImage, LayerOutcome outcome)
    {
        var below = baseImage.Layers.Select(layer => layer.DiffId)
            .Concat(outcome.Layers.Select(added => added.Layer.DiffId));
        var text = $"envbuild-scripts-1\n{string.Join('\n', below)}\n{ScriptText.For(outcome.Scripts)}";
        return "scripts:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static bool IsDone(Diagnostic diagnostic, ImmutableArray<PostLinkScript> scripts) =>
        diagnostic.Code == DiagnosticCatalog.LinkScriptNotRun.Code
        && scripts.Any(script => diagnostic.Message.Contains($"'{script.Path}'", StringComparison.Ordinal));

    private async Task<Layer?> RunInEngineAsync(
        LockTarget target,
        BaseImage baseImage,
        LayerOutcome outcome,
        ImageSettings imageSettings,
        CancellationToken cancellationToken)
    {
        var name = outcome.Scripts is [var only]
            ? $"the post-link script of '{only.Package}'"
            : $"the post-link scripts of '{string.Join("', '", outcome.Scripts.Select(script => script.Package))}'";
        var location = target.Environment.CondaPackages
            .FirstOrDefault(package => outcome.Scripts.Any(script => package.Spec.Name == script.Package))?.Location
            ?? new SourceLocation(target.Environment.Path);
        var engine = await connections.OpenEngineAsync(new EngineNeed(name, location), cancellationToken)
            .ConfigureAwait(false);
        reporter.Detail($"Running {name}");
        var image = await ImageAssembler
            .AssembleAsync(store, baseImage, outcome.Layers, imageSettings, cancellationToken)
            .ConfigureAwait(false);
        var subject = char.ToUpperInvariant(name[0]) + name[1..];
        var request = new ScriptRequest(subject, [Shell, "-c", ScriptText.For(outcome.Scripts)])
        {
            Location = location,
            Variables = ScriptText.Variables,
            User = "0",
            HasNetwork = !settings.Offline,
        };
        return await engine.RunScriptAsync(store, image.Descriptor, request, cancellationToken).ConfigureAwait(false);
    }
}
