using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Python;

/// <summary>An environment marker (PEP 508), such as <c>python_version &lt; "3.11"</c>.</summary>
public abstract record MarkerExpression
{
    private protected MarkerExpression()
    {
    }

    /// <summary>Reads a marker.</summary>
    /// <param name="text">Text behind the semicolon.</param>
    /// <param name="marker">The marker.</param>
    /// <param name="error">Why it could not be read.</param>
    /// <returns>Whether the text is a marker.</returns>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out MarkerExpression? marker,
        [NotNullWhen(false)] out ParseError? error)
    {
        var scanner = new RequirementScanner(text);
        marker = MarkerParser.Parse(scanner);
        if (marker is not null && !scanner.AtEnd)
        {
            scanner.Fail("'and', 'or' or the end is expected");
            marker = null;
        }

        error = marker is null ? scanner.Error! : null;
        return marker is not null;
    }

    /// <summary>Whether it holds.</summary>
    /// <param name="environment">What its variables stand for.</param>
    public abstract bool Evaluate(MarkerEnvironment environment);

    /// <summary>Whether it holds for one of several extras, or for none where no extra is asked for, as pip does it.</summary>
    /// <param name="environment">What its variables stand for; its extra does not count.</param>
    /// <param name="extras">Extras that are asked for, normalised.</param>
    public bool Evaluate(MarkerEnvironment environment, IReadOnlyCollection<string> extras)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(extras);
        return extras.Count == 0
            ? Evaluate(environment with { Extra = "" })
            : extras.Any(extra => Evaluate(environment with { Extra = extra }));
    }

    /// <summary>
    /// The text that is the same for equal markers: operands of <c>and</c> and <c>or</c> once each, sorted.
    /// </summary>
    public abstract string ToCanonicalString();
}
