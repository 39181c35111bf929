using System.Collections.Immutable;

namespace EnvBuild.Python;

/// <summary>Several markers joined by <c>and</c>, or by <c>or</c>.</summary>
/// <param name="IsAnd">Whether all must hold; otherwise one is enough.</param>
/// <param name="Operands">At least two.</param>
public sealed record MarkerGroup(bool IsAnd, ImmutableArray<MarkerExpression> Operands) : MarkerExpression
{
    private string Separator => IsAnd ? " and " : " or ";

    /// <inheritdoc/>
    public override bool Evaluate(MarkerEnvironment environment) => IsAnd
        ? Operands.All(operand => operand.Evaluate(environment))
        : Operands.Any(operand => operand.Evaluate(environment));

    /// <inheritdoc/>
    public override string ToCanonicalString() => string.Join(
        Separator,
        Flatten().Select(operand => Enclose(operand, operand.ToCanonicalString()))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));

    /// <summary>The operands in their order, in parentheses where they are needed.</summary>
    public override string ToString() =>
        string.Join(Separator, Operands.Select(operand => Enclose(operand, operand.ToString())));

    /// <inheritdoc/>
    public bool Equals(MarkerGroup? other) =>
        other is not null && IsAnd == other.IsAnd && Operands.SequenceEqual(other.Operands);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsAnd, Operands.Length, Operands[0]);

    private IEnumerable<MarkerExpression> Flatten() => Operands.SelectMany(
        operand => operand is MarkerGroup group && group.IsAnd == IsAnd ? group.Flatten() : [operand]);

    private string Enclose(MarkerExpression operand, string text) =>
        IsAnd && operand is MarkerGroup { IsAnd: false } ? $"({text})" : text;
}
