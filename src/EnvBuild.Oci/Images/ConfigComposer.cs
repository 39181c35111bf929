using System.Collections.Immutable;
using EnvBuild.Oci.Bases;

namespace EnvBuild.Oci.Images;

/// <summary>Config of an image from the config of its base, our layers and our settings.</summary>
internal static class ConfigComposer
{
    // What Docker gives to images without a PATH.
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static ImageConfig Compose(
        BaseImage baseImage, IReadOnlyList<AddedLayer> layers, ImageSettings settings) => new()
        {
            Created = ImageConfig.Epoch,
            Architecture = baseImage.Config.Architecture,
            Variant = baseImage.Config.Variant,
            Os = baseImage.Config.Os,
            OsVersion = baseImage.Config.OsVersion,
            Config = ComposeContainer(baseImage.Config.Config ?? new(), settings),
            Rootfs = new RootFilesystem
            {
                DiffIds =
                [
                    .. baseImage.Layers.Select(layer => layer.DiffId),
                    .. layers.Select(layer => layer.Layer.DiffId),
                ],
            },
            History =
            [
                .. GetHistory(baseImage),
                .. layers.Select(layer => new HistoryEntry
                {
                    Created = ImageConfig.Epoch,
                    CreatedBy = layer.CreatedBy,
                }),
            ],
        };

    private static ContainerConfig ComposeContainer(ContainerConfig basis, ImageSettings settings) => basis with
    {
        User = settings.User ?? basis.User,
        Env = ComposeVariables(basis.Env ?? [], settings) is { Count: > 0 } variables ? variables : null,
        WorkingDir = settings.WorkingDirectory ?? basis.WorkingDir,
        Labels = (basis.Labels ?? NoLabels).SetItems(settings.Labels) is { IsEmpty: false } labels ? labels : null,
        Entrypoint = settings.Entrypoint.IsDefault ? basis.Entrypoint : settings.Entrypoint,
        Cmd = (settings.Command.IsDefault, settings.Entrypoint.IsDefault) switch
        {
            (false, _) => settings.Command,
            (true, false) => null,
            _ => basis.Cmd,
        },
    };

    // Variables of the base keep their places, new ones follow in ordinal order.
    private static List<string> ComposeVariables(IReadOnlyList<string> basis, ImageSettings settings)
    {
        var variables = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in basis)
        {
            var end = line.IndexOf('=', StringComparison.Ordinal);
            variables[end < 0 ? line : line[..end]] = end < 0 ? "" : line[(end + 1)..];
        }

        foreach (var (name, value) in settings.Variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            variables[name] = value;
        }

        if (!settings.PathFolders.IsDefaultOrEmpty)
        {
            var path = variables.GetValueOrDefault("PATH") is { Length: > 0 } known ? known : DefaultPath;
            variables["PATH"] = string.Join(':', settings.PathFolders.Add(path));
        }

        return [.. variables.Select(pair => $"{pair.Key}={pair.Value}")];
    }

    // Engines refuse an image whose history does not name exactly its layers; bases without a history are common.
    private static IReadOnlyList<HistoryEntry> GetHistory(BaseImage baseImage)
    {
        var history = baseImage.Config.History;
        return history.Count(entry => entry is { EmptyLayer: false }) == baseImage.Layers.Length
            && history.All(entry => entry is not null)
            ? history
            :
            [
                .. baseImage.Layers.Select(_ => new HistoryEntry
                {
                    Created = ImageConfig.Epoch,
                    CreatedBy = "base image",
                }),
            ];
    }
}
