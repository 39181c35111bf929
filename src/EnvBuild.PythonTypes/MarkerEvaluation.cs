using System.Collections.Frozen;
using System.Collections.Immutable;

namespace EnvBuild.Python;

/// <summary>
/// Whether a comparison of a marker holds (PEP 508): as versions where the variable is one and the other side can be
/// one, otherwise as texts.
/// </summary>
internal static class MarkerEvaluation
{
    private static readonly FrozenSet<string> Versions = new[]
    {
        "implementation_version", "platform_release", "python_full_version", "python_version",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Evaluate(MarkerComparison comparison, MarkerEnvironment environment)
    {
        var (left, right) = (comparison.Left, comparison.Right);
        var variable = left.IsVariable ? left : right;
        if (variable.IsVariable && environment.FindSet(variable.Text) is { } set)
        {
            return EvaluateSet(comparison, set);
        }

        var (leftText, rightText) = (ValueOf(left, environment), ValueOf(right, environment));
        return variable.IsVariable
            && Versions.Contains(variable.Text)
            && VersionSpecifier.TryParse(comparison.Operator + rightText, out var clause)
            ? Matches(clause, leftText)
            : CompareTexts(leftText, comparison.Operator, rightText);
    }

    private static string ValueOf(MarkerOperand operand, MarkerEnvironment environment) =>
        operand.IsVariable ? environment[operand.Text] : operand.Text;

    private static bool Matches(VersionSpecifier clause, string version) =>
        SpecifierMatch.Matches(clause, version, PythonVersion.TryParse(version, out var parsed) ? parsed : null);

    // Texts have no order; what has no meaning for them does not hold.
    private static bool CompareTexts(string left, string comparison, string right) => comparison switch
    {
        "==" or "<=" or ">=" => left == right,
        "!=" => left != right,
        "in" => right.Contains(left, StringComparison.Ordinal),
        "not in" => !right.Contains(left, StringComparison.Ordinal),
        _ => false,
    };

    // Only `"name" in extras` has a meaning (PEP 751, appendix of PEP 508's grammar).
    private static bool EvaluateSet(MarkerComparison comparison, ImmutableHashSet<string> set)
    {
        var contains = !comparison.Left.IsVariable && set.Contains(PackageName.Normalize(comparison.Left.Text));
        return comparison.Operator switch
        {
            "in" => contains,
            "not in" => !contains,
            _ => false,
        };
    }
}
