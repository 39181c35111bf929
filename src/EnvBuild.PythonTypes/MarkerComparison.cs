namespace EnvBuild.Python;

/// <summary>A comparison such as <c>os_name == "posix"</c>.</summary>
/// <param name="Left">Left side.</param>
/// <param name="Operator">
/// <c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>~=</c>, <c>===</c>, <c>in</c> or
/// <c>not in</c>.
/// </param>
/// <param name="Right">Right side.</param>
public sealed record MarkerComparison(MarkerOperand Left, string Operator, MarkerOperand Right) : MarkerExpression
{
    /// <inheritdoc/>
    public override bool Evaluate(MarkerEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return MarkerEvaluation.Evaluate(this, environment);
    }

    /// <inheritdoc/>
    public override string ToCanonicalString() => (Left.IsVariable, Right.IsVariable, Mirror(Operator)) switch
    {
        (false, true, { } mirrored) => $"{Right} {mirrored} {Left}",
        _ => ToString(),
    };

    /// <summary>The comparison with single spaces and double quotes.</summary>
    public override string ToString() => $"{Left} {Operator} {Right}";

    private static string? Mirror(string comparison) => comparison switch
    {
        "==" or "!=" => comparison,
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => null,
    };
}
