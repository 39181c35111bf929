using EnvBuild.Definitions.Bases;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads what names the base image.</summary>
internal static class ImageReader
{
    public static void Read(DefinitionDraft draft, YamlScalar image, string text, string folder, DiagnosticSink sink)
    {
        var location = sink.At(image.Span);
        if (!BaseReferenceParser.TryParse(text, folder, location, out var reference, out var reason))
        {
            sink.Report(DiagnosticCatalog.ImageInvalid, image.Span, text, reason);
            return;
        }

        draft.Environment = draft.Environment with { Base = reference };
        if (reference.Kind == BaseKind.Placeholder)
        {
            draft.AddPlaceholder(new Placeholder(text, PlaceholderSection.Base, location), sink);
        }
    }
}
