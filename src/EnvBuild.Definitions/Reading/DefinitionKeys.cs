using System.Text.RegularExpressions;
using EnvBuild.Conda;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Keys that several dialects share.</summary>
internal static partial class DefinitionKeys
{
    public static void ReadMetadata(DefinitionDraft draft, MappingReader keys, DiagnosticSink sink)
    {
        draft.Environment = draft.Environment with
        {
            Name = Metadata(draft, keys, "name", sink),
            Version = Metadata(draft, keys, "version", sink),
            Description = Metadata(draft, keys, "description", sink),
        };
    }

    private static string? Metadata(DefinitionDraft draft, MappingReader keys, string key, DiagnosticSink sink)
    {
        var scalar = keys.Scalar(key);
        if (scalar is not null)
        {
            draft.Places.TryAdd(key, sink.At(scalar.Span));
        }

        if (scalar is not null && PlaceholderText.IsIn(scalar.Value))
        {
            draft.AddPlaceholder(
                new Placeholder(scalar.Value, PlaceholderSection.Metadata, sink.At(scalar.Span)), sink);
        }

        return scalar?.Value;
    }

    /// <summary>Keys that change what is solved or configured, in every dialect.</summary>
    public static void ReadTarget(DefinitionDraft draft, MappingReader keys, DiagnosticSink sink)
    {
        NotePlaces(draft, keys, sink);
        draft.Environment = draft.Environment with
        {
            Variables = keys.Texts("variables"),
            Platforms =
            [
                .. keys.Scalars("platforms").Where(scalar => IsPlatform(scalar, sink)).Select(scalar => scalar.Value),
            ],
            VirtualPackages = keys.Texts("virtual_packages"),
        };
        foreach (var (key, _) in keys.Mapping("virtual_packages")?.Entries ?? [])
        {
            if (!VirtualPackageRegex().IsMatch(key.Value))
            {
                sink.Report(DiagnosticCatalog.VirtualPackageName, key.Span, key.Value);
            }
        }

        new SolveSettingsReader(draft, sink).Read(keys);
    }

    private static void NotePlaces(DefinitionDraft draft, MappingReader keys, DiagnosticSink sink)
    {
        foreach (var (key, _) in (keys.Node("variables") as YamlMapping)?.Entries ?? [])
        {
            draft.Places.TryAdd("variables/" + key.Value, sink.At(key.Span));
        }

        foreach (var platform in (keys.Node("platforms") as YamlSequence)?.Items.OfType<YamlScalar>() ?? [])
        {
            draft.Places.TryAdd("platforms/" + platform.Value, sink.At(platform.Span));
        }
    }

    private static bool IsPlatform(YamlScalar scalar, DiagnosticSink sink)
    {
        var isKnown = Subdirs.IsKnown(scalar.Value) && scalar.Value != Subdirs.NoArch;
        if (!isKnown)
        {
            sink.Report(DiagnosticCatalog.PlatformUnknown, scalar.Span, scalar.Value, Suggestion(scalar.Value));
        }

        return isKnown;
    }

    // The names of OCI and Docker are the usual mistake, and no neighbours by spelling.
    private static string Suggestion(string text) => text.ToLowerInvariant().Replace('/', '-') switch
    {
        "linux-amd64" or "linux-x86_64" or "linux-x64" or "amd64" or "x86_64" => " Did you mean 'linux-64'?",
        "linux-arm64" or "linux-arm64-v8" or "arm64" or "aarch64" => " Did you mean 'linux-aarch64'?",
        var other => KeySuggestion.For(other, Subdirs.All),
    };

    [GeneratedRegex(@"^__[a-z0-9_.-]+\z")]
    private static partial Regex VirtualPackageRegex();
}
