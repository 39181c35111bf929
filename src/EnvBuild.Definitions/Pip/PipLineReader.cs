using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Pip;

/// <summary>Reads one line as pip reads it in a requirements file.</summary>
/// <param name="draft">What is being read.</param>
/// <param name="folder">Absolute folder at which relative paths start.</param>
/// <param name="isConstraint">Whether the line stands in a constraints file.</param>
/// <param name="sink">Where diagnostics go.</param>
internal sealed class PipLineReader(DefinitionDraft draft, string folder, bool isConstraint, DiagnosticSink sink)
{
    private readonly PipRequirementReader _requirements = new(draft, folder, sink);

    /// <summary>Reads a line; comments and empty lines say nothing.</summary>
    /// <param name="line">The line, continuations joined.</param>
    /// <param name="spanAt">Place of a character of the trimmed line.</param>
    public void Read(string line, Func<int, SourceSpan> spanAt)
    {
        var text = PipLine.WithoutComment(line).Trim();
        if (text.Length == 0)
        {
            return;
        }

        var (requirement, options) = PipLine.Split(text);
        if (requirement.Length == 0)
        {
            ReadOptions(options, spanAt(0));
        }
        else if (_requirements.Read(requirement, options, isEditable: false, spanAt) is { } result)
        {
            Add(result);
        }
    }

    private void Add(PipRequirement requirement) =>
        (isConstraint ? draft.PipConstraints : draft.PipRequirements).Add(requirement);

    private void ReadOptions(IReadOnlyList<string> tokens, SourceSpan span)
    {
        for (var index = 0; index < tokens.Count; index++)
        {
            if (!tokens[index].StartsWith('-'))
            {
                sink.Report(DiagnosticCatalog.PipOptionIgnored, span, tokens[index]);
                continue;
            }

            var (name, value) = PipOptionName.Split(tokens[index]);
            if (PipOptionName.TakesValue(name) && value is null)
            {
                value = ++index < tokens.Count ? tokens[index] : null;
            }

            Apply(name, value, span);
        }
    }

    private void Apply(string name, string? value, SourceSpan span)
    {
        var location = sink.At(span);
        switch (name)
        {
            case var _ when PipOptionName.TakesValue(name) && string.IsNullOrEmpty(value):
                sink.Report(DiagnosticCatalog.PipOptionValueMissing, span, name);
                break;
            case "--requirement" or "--constraint" when IsRead(value!):
                var isConstraintFile = name == "--constraint" || isConstraint;
                var path = RelativePath.Resolve(PipLine.WithoutFileScheme(value!), folder);
                draft.RequirementsFiles.Enqueue(new PendingRequirementsFile(path, isConstraintFile, location));
                break;
            case "--editable":
                if (_requirements.Read(value!, [], isEditable: true, _ => span) is { } editable)
                {
                    Add(editable);
                }

                break;
            default:
                Keep(name, value, location);
                break;
        }
    }

    private void Keep(string name, string? value, SourceLocation location)
    {
        if (!PipOptionName.IsKnown(name))
        {
            sink.ReportAt(
                DiagnosticCatalog.PipOptionUnknown, location, name, KeySuggestion.For(name, PipOptionName.Known));
        }

        if (PlaceholderText.IsIn(value ?? ""))
        {
            draft.AddPlaceholder(new Placeholder($"{name}={value}", PlaceholderSection.Pip, location), sink);
        }

        draft.PipOptions.Add(new PipOption(name, value, location));
    }

    private static bool IsRead(string value) => !PlaceholderText.IsIn(value)
        && (!value.Contains("://", StringComparison.Ordinal)
            || value.StartsWith("file:", StringComparison.OrdinalIgnoreCase));
}
