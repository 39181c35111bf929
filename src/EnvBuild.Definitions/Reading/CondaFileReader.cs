using System.Collections.Immutable;
using EnvBuild.Definitions.Yaml;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads a conda environment file, whole or as what <c>conda_file</c> names.</summary>
internal static class CondaFileReader
{
    // One of these is enough; a file with none of them is another file than the one that was meant.
    private static readonly ImmutableArray<string> PartKeys =
    [
        "dependencies", "channels", "name", "variables", "platforms", "virtual_packages", "channel_priority",
        "exclude_newer", "exclude-newer", "pinned_packages", "pip-repositories", "prefix",
        "category", "allow-pypi-requests", "description", "version", "pip", "packages", "requirements",
    ];

    public static void Read(DefinitionDraft draft, YamlMapping root, string folder, DiagnosticSink sink)
    {
        var keys = new MappingReader(root, "a conda environment file", sink);
        keys.Node("$schema");
        DefinitionKeys.ReadMetadata(draft, keys, sink);
        DefinitionKeys.ReadTarget(draft, keys, sink);
        new CondaSectionReader(draft, folder, sink).Read(keys);
        keys.Ignore("prefix", "category", "allow-pypi-requests");
        MisplacedKeys.Report(keys, sink);
        keys.Finish();
    }

    /// <summary>Reads the conda part of another definition: its name and description belong to nobody.</summary>
    public static void ReadPart(DefinitionDraft draft, YamlMapping part, string folder, DiagnosticSink sink)
    {
        if (!part.Entries.IsEmpty && !PartKeys.Any(part.Has))
        {
            RootReader.ReportUnknown(part, PartKeys, sink);
            return;
        }

        var keys = new MappingReader(part, "a conda environment file", sink);
        keys.Node("name");
        var outer = draft.Environment;
        DefinitionKeys.ReadTarget(draft, keys, sink);
        draft.Environment = draft.Environment with
        {
            Variables = draft.Environment.Variables.SetItems(outer.Variables),
            VirtualPackages = draft.Environment.VirtualPackages.SetItems(outer.VirtualPackages),
            Platforms = outer.Platforms.IsEmpty ? draft.Environment.Platforms : outer.Platforms,
        };
        new CondaSectionReader(draft, folder, sink).Read(keys);
        keys.Ignore("prefix", "category", "allow-pypi-requests", "description", "version");
        MisplacedKeys.Report(keys, sink);
        keys.Finish();
    }
}
