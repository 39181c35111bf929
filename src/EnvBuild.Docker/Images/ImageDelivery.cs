using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Connections;
using EnvBuild.Oci;
using EnvBuild.Oci.Exporting;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Docker.Images;

/// <summary>
/// Brings an image of a store into an engine. Only layers that the engine lacks are sent; afterwards the engine is asked
/// whether it has the image, because not every engine says so when it does not.
/// </summary>
internal sealed class ImageDelivery(EngineConnection connection, BlobStore store)
{
    private readonly EngineImages _images = new(connection);
    private long _sent;

    public Task<DeliveryOutcome> RunAsync(
        Descriptor image, ImmutableArray<string> names, CancellationToken cancellationToken) =>
        connection.DoAsync(
            "load the image",
            async token => await DeliverAsync(
                await EngineArchive.ReadAsync(store, image, connection.Version, token).ConfigureAwait(false),
                names,
                token).ConfigureAwait(false),
            cancellationToken);

    public async Task<DeliveryOutcome> DeliverAsync(
        EngineArchive archive, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        ImmutableArray<string> tagged = [.. names.Select(ExportedImage.TaggedName).Distinct(StringComparer.Ordinal)];
        if (await FindMissingAsync(archive, tagged, cancellationToken).ConfigureAwait(false) is [] and var none)
        {
            return await ToOutcomeAsync(archive, tagged, DeliveryKind.AlreadyThere, none.Length, cancellationToken)
                .ConfigureAwait(false);
        }

        if (await TryNameAsync(archive, tagged, cancellationToken).ConfigureAwait(false))
        {
            return await ToOutcomeAsync(archive, tagged, DeliveryKind.Named, 0, cancellationToken)
                .ConfigureAwait(false);
        }

        var known = await KnownLayers.FindAsync(connection, archive, tagged, cancellationToken).ConfigureAwait(false);
        var kind = DeliveryKind.Loaded;
        var problem = await LoadAsync(archive, tagged, known, cancellationToken).ConfigureAwait(false);
        if (problem is not null && !known.IsEmpty)
        {
            connection.Reporter.Detail($"The engine lacks a layer that it seemed to have: {problem}");
            known = [];
            kind = DeliveryKind.LoadedAgain;
            problem = await LoadAsync(archive, tagged, known, cancellationToken).ConfigureAwait(false);
        }

        if (problem is not null)
        {
            throw Failed(archive, tagged, problem);
        }

        if (await FindMissingAsync(archive, tagged, cancellationToken).ConfigureAwait(false) is [var missing, ..])
        {
            throw DiagnosticCatalog.DeliveryIncomplete.Exception(
                null, connection.Endpoint, missing, "it does not have it with all its layers");
        }

        return await ToOutcomeAsync(
            archive,
            tagged,
            kind,
            archive.Manifest.Layers.Count(layer => !known.Contains(layer.Digest)),
            cancellationToken).ConfigureAwait(false);
    }

    private EnvBuildException Failed(EngineArchive archive, ImmutableArray<string> names, string problem) =>
        DiagnosticCatalog.DeliveryFailed.Exception(
            null,
            connection.Endpoint,
            names is [var first, ..] ? first : archive.Descriptor.Digest.ToString(),
            problem.ReplaceLineEndings(" ").TrimEnd('.'));

    // Names under which the engine does not have this image, or not the whole of it.
    private async Task<ImmutableArray<string>> FindMissingAsync(
        EngineArchive archive, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var name in names)
        {
            if (!archive.IsSame(await _images.FindAsync(name, cancellationToken).ConfigureAwait(false)))
            {
                missing.Add(name);
            }
        }

        return missing.DrainToImmutable();
    }

    private async Task<bool> TryNameAsync(
        EngineArchive archive, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        foreach (var id in new[] { archive.Manifest.Config.Digest, archive.Descriptor.Digest })
        {
            if (archive.IsSame(await _images.FindAsync(id.ToString(), cancellationToken).ConfigureAwait(false)))
            {
                foreach (var name in names)
                {
                    await _images.TagAsync(id.ToString(), name, cancellationToken).ConfigureAwait(false);
                }

                var missing = await FindMissingAsync(archive, names, cancellationToken).ConfigureAwait(false);
                return missing.IsEmpty;
            }
        }

        return false;
    }

    // Gives the reason if the engine did not take the image, or says that it did and does not have it.
    private async Task<string?> LoadAsync(
        EngineArchive archive,
        ImmutableArray<string> names,
        ImmutableHashSet<Digest> leftOut,
        CancellationToken cancellationToken)
    {
        if (connection.Settings.FetchLayers is { } fetch)
        {
            var needed = archive.Manifest.Layers.Where(layer => !leftOut.Contains(layer.Digest)).ToList();
            await fetch(store, needed, cancellationToken).ConfigureAwait(false);
        }

        var refusal = await TryLoadAsync(archive, names, leftOut, cancellationToken).ConfigureAwait(false);
        if (refusal is not null || leftOut.IsEmpty)
        {
            return refusal;
        }

        var missing = await FindMissingAsync(archive, names, cancellationToken).ConfigureAwait(false);
        foreach (var name in missing)
        {
            await _images.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        }

        return missing.IsEmpty ? null : $"'{missing[0]}' is not complete after loading";
    }

    private async Task<string?> TryLoadAsync(
        EngineArchive archive,
        ImmutableArray<string> names,
        ImmutableHashSet<Digest> leftOut,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _images.LoadAsync(
                async (output, token) =>
                {
                    var counted = new CountingStream(output);
                    await using (counted.ConfigureAwait(false))
                    {
                        await archive.WriteAsync(store, names, leftOut, counted, token).ConfigureAwait(false);
                        _sent += counted.Count;
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (global::Docker.DotNet.DockerApiException exception)
        {
            return EngineFailure.MessageIn(exception.ResponseBody ?? "");
        }
    }

    private async Task<DeliveryOutcome> ToOutcomeAsync(
        EngineArchive archive,
        ImmutableArray<string> names,
        DeliveryKind kind,
        int sent,
        CancellationToken cancellationToken)
    {
        var found = names is [var first, ..]
            ? await _images.FindAsync(first, cancellationToken).ConfigureAwait(false)
            : null;
        return new DeliveryOutcome(
            found?.Id ?? archive.Manifest.Config.Digest.ToString(),
            names,
            kind,
            sent,
            archive.Manifest.Layers.Count - sent,
            _sent);
    }
}
