using System.Collections.Immutable;
using EnvBuild.Oci.Images;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Building.Images;

/// <summary>The config of an image from its definition: variables, labels, search path, command.</summary>
internal static class ImageSettingsComposer
{
    public static ImageSettings Compose(Environment environment, ImageIdentity identity, LockedImage locked) => new()
    {
        Variables = Variables(environment, locked),
        PathFolders = locked.Packages.IsEmpty ? [] : [$"{ImageLayout.Prefix}/bin"],
        Labels = Labels(environment, identity, locked),
        Command = locked.HasPython && environment.Base.Kind == Definitions.BaseKind.Scratch
            ? [$"{ImageLayout.Prefix}/bin/python"]
            : default,
    };

    // A path of the machine that builds is in no image.
    private static bool NamesBase(Definitions.BaseReference reference) =>
        reference.Kind is Definitions.BaseKind.Registry or Definitions.BaseKind.Scratch;

    private static ImmutableSortedDictionary<string, string> Variables(Environment environment, LockedImage locked)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!locked.Packages.IsEmpty)
        {
            variables["CONDA_PREFIX"] = ImageLayout.Prefix;
        }

        variables.AddRange(environment.Variables.Where(variable => !variables.ContainsKey(variable.Key)));
        return variables.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> Labels(
        Environment environment,
        ImageIdentity identity,
        LockedImage locked)
    {
        (string Key, string? Value)[] labels =
        [
            (ImageLabels.Title, environment.Name),
            (ImageLabels.Version, environment.Version),
            (ImageLabels.Description, environment.Description),
            (ImageLabels.BaseName, NamesBase(environment.Base) ? environment.Base.Canonical : null),
            (ImageLabels.BaseDigest, locked.BaseDigest),
            (ImageLabels.Fingerprint, identity.Fingerprint),
            (ImageLabels.Lock, identity.Lock),
            (ImageLabels.Platform, identity.Platform),
        ];
        return labels
            .Where(label => !string.IsNullOrEmpty(label.Value))
            .ToImmutableSortedDictionary(label => label.Key, label => label.Value!, StringComparer.Ordinal);
    }
}
