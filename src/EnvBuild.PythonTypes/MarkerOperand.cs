namespace EnvBuild.Python;

/// <summary>One side of a comparison in a marker.</summary>
/// <param name="IsVariable">Whether it is a variable of the environment; otherwise a literal.</param>
/// <param name="Text">Name of the variable in its current spelling, or the literal without quotes.</param>
public sealed record MarkerOperand(bool IsVariable, string Text)
{
    /// <summary>The variable, or the literal in quotes that it does not hold itself.</summary>
    public override string ToString() =>
        IsVariable ? Text : Text.Contains('"', StringComparison.Ordinal) ? $"'{Text}'" : $"\"{Text}\"";
}
