using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EnvBuild.Conda;

/// <summary>
/// Under which condition a dependency counts: match specs joined with <c>and</c>, <c>or</c> and parentheses (CEP 43).
/// </summary>
public sealed class MatchCondition : IEquatable<MatchCondition>
{
    private readonly string _text;

    private MatchCondition(MatchConditionKind kind, MatchSpec? spec, ImmutableArray<MatchCondition> operands)
    {
        (Kind, Spec, Operands) = (kind, spec, operands);
        _text = kind == MatchConditionKind.Spec
            ? FormatSpec(spec!)
            : string.Join(kind == MatchConditionKind.All ? " and " : " or ", operands.Select(Inner));
    }

    /// <summary>What it is.</summary>
    public MatchConditionKind Kind { get; }

    /// <summary>The one spec, where it is one; its name is exact.</summary>
    public MatchSpec? Spec { get; }

    /// <summary>What is joined, at least two.</summary>
    public ImmutableArray<MatchCondition> Operands { get; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text.</param>
    /// <param name="condition">The condition, if it can be read.</param>
    /// <param name="error">Where and why it cannot.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out MatchCondition? condition,
        [NotNullWhen(false)] out MatchSpecError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        condition = new MatchConditionParser(text).Parse(out error);
        return condition is not null;
    }

    /// <inheritdoc/>
    public bool Equals(MatchCondition? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MatchCondition);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Canonical text: <c>python&gt;=3.10 and (__linux or __osx)</c>.</summary>
    public override string ToString() => _text;

    internal static MatchCondition OfSpec(MatchSpec spec) => new(MatchConditionKind.Spec, spec, []);

    internal static MatchCondition Join(MatchConditionKind kind, IReadOnlyList<MatchCondition> operands) =>
        operands.Count == 1 ? operands[0] : new(kind, null, [.. operands.SelectMany(
            operand => operand.Kind == kind ? operand.Operands.AsEnumerable() : [operand])]);

    private string Inner(MatchCondition operand) =>
        Kind == MatchConditionKind.All && operand.Kind == MatchConditionKind.Any ? $"({operand})" : operand.ToString();

    /// <summary>Name and version stand together; everything else goes into brackets (CEP 43, syntax).</summary>
    private static string FormatSpec(MatchSpec spec)
    {
        var version = spec.Version?.ToString();
        var isSimple = spec == new MatchSpec { Name = spec.Name, Version = spec.Version };
        if (version is null || !isSimple)
        {
            return spec.ToString();
        }

        var text = new StringBuilder(spec.Name);
        if (spec.Version!.ExactVersion is { } exact)
        {
            text.Append("==").Append(exact.Text);
        }
        else if (spec.Version.Series is { } series)
        {
            text.Append('=').Append(series.Text);
        }
        else
        {
            return version[0] is '<' or '>' or '=' or '!' or '~' && !version.Contains('|', StringComparison.Ordinal)
                ? text.Append(version).ToString()
                : text.Append("[version='").Append(version).Append("']").ToString();
        }

        return text.ToString();
    }
}
