using System.Text.RegularExpressions;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads an Azure ML v2 environment with the keys that EnvBuild adds.</summary>
internal sealed partial class AzureMLReader(DefinitionDraft draft, string folder, DiagnosticSink sink)
{
    public void Read(YamlMapping root)
    {
        var keys = new MappingReader(root, "an environment", sink);
        keys.Node("$schema");
        DefinitionKeys.ReadMetadata(draft, keys, sink);
        draft.Environment = draft.Environment with { Tags = keys.Texts("tags"), Properties = keys.Texts("properties") };
        DefinitionKeys.ReadTarget(draft, keys, sink);
        ReadBase(root, keys);
        ReadCondaFile(keys);
        ReadFrom(keys);
        ReadOperatingSystem(keys);
        draft.Environment = draft.Environment with { Inference = InferenceConfigReader.Read(keys, sink) };
        OwnKeysReader.Read(draft, keys, sink);
        keys.Ignore("datastore", "id", "creation_context", "stage", "resourceGroup", "latest_version", "auto_rebuild");
        ReportCondaKeys(keys);
        keys.Finish();
        DecideManager(root);
    }

    private void ReadBase(YamlMapping root, MappingReader keys)
    {
        var image = keys.Scalar("image");
        var build = new BuildReader(draft, folder, sink).Read(keys, ref image);
        if (image is not null && build is not null)
        {
            sink.ReportAt(DiagnosticCatalog.ImageAndBuild, build.Location, image.Span.Line);
        }

        if (image is not null)
        {
            ImageReader.Read(draft, image, image.Value, folder, sink);
        }
        else if (build is not null)
        {
            var reference = new BaseReference(BaseKind.Dockerfile, build.ContextPath, "", build.Location);
            draft.Environment = draft.Environment with { Build = build, Base = reference };
        }
        else if (!root.Has("conda_file") && !root.Has("from") && !root.Has("build") && !root.Has("dependencies"))
        {
            sink.Report(DiagnosticCatalog.NothingToBuild, root.Entries[0].Key.Span);
        }
    }

    private void ReadCondaFile(MappingReader keys)
    {
        switch (keys.Node("conda_file"))
        {
            case YamlMapping mapping:
                draft.CondaLocation ??= sink.At(mapping.Span);
                CondaFileReader.ReadPart(draft, mapping, folder, sink);
                break;
            case YamlScalar scalar when PlaceholderText.IsIn(scalar.Value):
                draft.AddPlaceholder(
                    new Placeholder(scalar.Value, PlaceholderSection.Conda, sink.At(scalar.Span)), sink);
                break;
            case YamlScalar scalar when scalar.Value.Contains("://", StringComparison.Ordinal)
                || scalar.Value.Contains('\n', StringComparison.Ordinal):
                sink.Report(
                    DiagnosticCatalog.WrongType,
                    scalar.Span,
                    "'conda_file'",
                    "a path or a mapping",
                    "a text of another kind");
                break;
            case YamlScalar scalar:
                var path = scalar.Value.StartsWith("file:", StringComparison.Ordinal)
                    ? scalar.Value["file:".Length..]
                    : scalar.Value;
                draft.CondaFile = new PendingFile(RelativePath.Resolve(path.Trim(), folder), sink.At(scalar.Span));
                break;
            case { } other:
                sink.Report(
                    DiagnosticCatalog.WrongType, other.Span, "'conda_file'", "a path or a mapping", other.Description);
                break;
        }
    }

    private void ReadFrom(MappingReader keys)
    {
        if (keys.Scalar("from") is { } from)
        {
            if (!FromRegex().IsMatch(from.Value.Trim()))
            {
                sink.Report(DiagnosticCatalog.FromInvalid, from.Span, from.Value);
            }

            draft.Environment = draft.Environment with { From = from.Value.Trim(), FromLocation = sink.At(from.Span) };
        }
    }

    private void ReadOperatingSystem(MappingReader keys)
    {
        if (keys.Scalar("os_type") is { } os && !os.Value.Equals("linux", StringComparison.OrdinalIgnoreCase))
        {
            sink.Report(DiagnosticCatalog.OperatingSystem, os.Span, os.Value);
        }
    }

    // Azure ML answers with an error of its own: the conda file was passed where the environment is expected.
    private void ReportCondaKeys(MappingReader keys)
    {
        foreach (var key in (ReadOnlySpan<string>)["dependencies", "channels", "pip"])
        {
            if (keys.Node(key) is not null)
            {
                sink.Report(
                    DiagnosticCatalog.KeyMisplaced,
                    keys.Key(key)!.Span,
                    key,
                    "beside 'image' or 'build' it belongs below 'conda_file:', inline or in a file of its own");
            }
        }
    }

    // Without packages of its own the definition stands for the base as it is (Azure ML: user-managed).
    private void DecideManager(YamlMapping root)
    {
        if (!root.Has("packages_managed_by") && !root.Has("conda_file"))
        {
            draft.Environment = draft.Environment with { PackagesManagedBy = PackagesManagedBy.User };
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]*@\S.*\z")]
    private static partial Regex FromRegex();
}
