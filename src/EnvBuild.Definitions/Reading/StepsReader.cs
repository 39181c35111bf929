using System.Collections.Immutable;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads <c>steps</c>: Dockerfile instructions that need no build context.</summary>
internal static class StepsReader
{
    private static readonly string[] Instructions =
    [
        "RUN", "ENV", "ARG", "WORKDIR", "USER", "SHELL", "LABEL", "EXPOSE", "VOLUME", "STOPSIGNAL",
        "ENTRYPOINT", "CMD", "HEALTHCHECK", "ONBUILD", "COPY", "ADD",
    ];

    public static ImmutableArray<Step> Read(YamlNode? node, DiagnosticSink sink)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (node is not (null or YamlSequence))
        {
            sink.Report(
                DiagnosticCatalog.WrongType,
                node.Span,
                "'steps'",
                "a list of Dockerfile instructions",
                node.Description);
        }

        foreach (var item in (node as YamlSequence)?.Items ?? [])
        {
            if (item is not YamlScalar { IsNull: false } scalar)
            {
                sink.Report(
                    DiagnosticCatalog.WrongType,
                    item.Span,
                    "an entry of 'steps'",
                    "a Dockerfile instruction",
                    item.Description);
            }
            else if (Check(scalar, sink))
            {
                steps.Add(new Step(Normalize(scalar.Value), sink.At(scalar.Span)));
            }
        }

        return steps.ToImmutable();
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").Trim();

    private static bool Check(YamlScalar scalar, DiagnosticSink sink)
    {
        var text = scalar.Value.Trim();
        var end = text.AsSpan().IndexOfAny(" \t\r\n");
        var instruction = (end < 0 ? text : text[..end]).ToUpperInvariant();
        if (!Instructions.Contains(instruction))
        {
            sink.Report(DiagnosticCatalog.StepInvalid, scalar.Span, instruction, string.Join(", ", Instructions));
            return false;
        }

        if (instruction is "COPY" or "ADD" && NeedsContext(text))
        {
            sink.Report(DiagnosticCatalog.StepNeedsContext, scalar.Span, instruction);
            return false;
        }

        return true;
    }

    private static bool NeedsContext(string text) =>
        !text.Contains("--from=", StringComparison.Ordinal)
        && !text.Contains("://", StringComparison.Ordinal)
        && !text.Contains("git@", StringComparison.Ordinal);
}
