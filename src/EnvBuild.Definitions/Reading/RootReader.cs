using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Tells the dialects apart by their keys.</summary>
internal static class RootReader
{
    private static readonly string[] CondaKeys = ["dependencies", "channels"];
    private static readonly string[] AzureMLKeys =
        ["image", "build", "conda_file", "docker", "dockerfile_path", "inference_config", "os_type"];

    /// <summary>Reads what one file holds; files that it names are noted in the draft.</summary>
    public static DefinitionDraft? Read(SourceText source, string path, DiagnosticSink sink)
    {
        if (ForeignFiles.RecognizeText(path, source.Text) is { } foreignText)
        {
            sink.Report(DiagnosticCatalog.NotADefinition, null, foreignText.Kind, foreignText.Advice);
            return null;
        }

        return YamlLoader.Load(source, sink) switch
        {
            null => null,
            YamlMapping { Entries.IsEmpty: false } root => ReadRoot(root, path, sink),
            YamlMapping or YamlScalar { IsNull: true } => Empty(sink),
            var other => NoMapping(other, sink),
        };
    }

    private static DefinitionDraft? ReadRoot(YamlMapping root, string path, DiagnosticSink sink)
    {
        if (ForeignFiles.Recognize(root) is { } foreign)
        {
            sink.Report(DiagnosticCatalog.NotADefinition, root.Entries[0].Key.Span, foreign.Kind, foreign.Advice);
            return null;
        }

        var folder = Path.GetDirectoryName(path) ?? "/";
        if (AzureMLV1Reader.Recognizes(root))
        {
            var older = NewDraft(path, DefinitionDialect.AzureMLV1);
            new AzureMLV1Reader(older, folder, sink).Read(root);
            return older;
        }

        var isAzureML = AzureMLKeys.Concat(OwnKeysReader.Keys).Any(root.Has);
        if (!isAzureML && CondaKeys.Any(root.Has))
        {
            var conda = NewDraft(path, DefinitionDialect.Conda);
            CondaFileReader.Read(conda, root, folder, sink);
            ReportEmpty(conda, root, sink);
            return conda;
        }

        if (!isAzureML && !root.Has("$schema"))
        {
            ReportUnknown(root, [.. CondaKeys, .. AzureMLKeys], sink);
            return null;
        }

        var draft = NewDraft(path, DefinitionDialect.AzureML);
        new AzureMLReader(draft, folder, sink).Read(root);
        return draft;
    }

    private static DefinitionDraft NewDraft(string path, DefinitionDialect dialect) =>
        new() { Environment = new Environment { Path = path, Dialect = dialect } };

    private static void ReportEmpty(DefinitionDraft draft, YamlMapping root, DiagnosticSink sink)
    {
        if (draft.CondaLocation is null && !root.Has("dependencies"))
        {
            sink.Report(DiagnosticCatalog.NoDependencies, root.Entries[0].Key.Span);
        }
    }

    /// <summary>Tells that a mapping has none of the keys of a definition.</summary>
    public static void ReportUnknown(YamlMapping root, IReadOnlyCollection<string> expected, DiagnosticSink sink)
    {
        var key = root.Entries[0].Key;
        var hints = root.Entries.Select(entry => KeySuggestion.For(entry.Key.Value, expected));
        sink.Report(DiagnosticCatalog.NoDefinitionKeys, key.Span, hints.FirstOrDefault(hint => hint.Length > 0) ?? "");
    }

    private static DefinitionDraft? Empty(DiagnosticSink sink)
    {
        sink.Report(DiagnosticCatalog.DefinitionEmpty, null);
        return null;
    }

    private static DefinitionDraft? NoMapping(YamlNode root, DiagnosticSink sink)
    {
        sink.Report(DiagnosticCatalog.RootNotMapping, root.Span, root.Description);
        return null;
    }
}
