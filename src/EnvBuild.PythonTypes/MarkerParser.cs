using System.Collections.Immutable;

namespace EnvBuild.Python;

/// <summary>
/// Recursive descent over the marker grammar of PEP 508. <see langword="null"/> means that the scanner holds an error.
/// </summary>
internal static class MarkerParser
{
    private const int MaximumDepth = 32;

    private static readonly string[] Symbols = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

    public static MarkerExpression? Parse(RequirementScanner scanner) => ParseOr(scanner, 0);

    private static MarkerExpression? ParseOr(RequirementScanner scanner, int depth) =>
        ParseGroup(scanner, "or", isAnd: false, () => ParseAnd(scanner, depth));

    private static MarkerExpression? ParseAnd(RequirementScanner scanner, int depth) =>
        ParseGroup(scanner, "and", isAnd: true, () => ParseAtom(scanner, depth));

    private static MarkerExpression? ParseGroup(
        RequirementScanner scanner,
        string word,
        bool isAnd,
        Func<MarkerExpression?> parseOperand)
    {
        var operands = ImmutableArray.CreateBuilder<MarkerExpression>();
        do
        {
            if (parseOperand() is not { } operand)
            {
                return null;
            }

            operands.Add(operand);
        }
        while (scanner.TakeWord(word));
        return operands.Count == 1 ? operands[0] : new MarkerGroup(isAnd, operands.DrainToImmutable());
    }

    private static MarkerExpression? ParseAtom(RequirementScanner scanner, int depth)
    {
        if (!scanner.Take("("))
        {
            return ParseComparison(scanner);
        }

        if (depth == MaximumDepth)
        {
            scanner.Fail("the marker is nested too deeply");
            return null;
        }

        var inner = ParseOr(scanner, depth + 1);
        if (inner is not null && !scanner.Take(")"))
        {
            scanner.Fail("')' is missing");
            return null;
        }

        return inner;
    }

    private static MarkerComparison? ParseComparison(RequirementScanner scanner)
    {
        if (ParseOperand(scanner) is not { } left || ParseOperator(scanner) is not { } comparison)
        {
            return null;
        }

        return ParseOperand(scanner) is { } right
            ? new MarkerComparison(WithNormalExtra(left, right), comparison, WithNormalExtra(right, left))
            : null;
    }

    // Names of extras are compared in their normal form (PEP 685).
    private static MarkerOperand WithNormalExtra(MarkerOperand operand, MarkerOperand other) =>
        !operand.IsVariable && other is { IsVariable: true, Text: "extra" }
            ? operand with { Text = PackageName.Normalize(operand.Text) }
            : operand;

    private static MarkerOperand? ParseOperand(RequirementScanner scanner)
    {
        scanner.SkipSpace();
        var start = scanner.Position;
        if (scanner.Peek is '"' or '\'')
        {
            return ParseLiteral(scanner);
        }

        var name = scanner.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.');
        if (MarkerVariables.Find(name) is { } variable)
        {
            return new MarkerOperand(true, variable);
        }

        scanner.FailAt(
            start,
            name.Length == 0 ? "a marker variable or a quoted text is expected" : $"'{name}' is no marker variable");
        return null;
    }

    private static MarkerOperand? ParseLiteral(RequirementScanner scanner)
    {
        var quote = scanner.Peek;
        var start = scanner.Position++;
        var text = scanner.TakeWhile(character => character != quote && character != '\\');
        if (scanner.Peek != quote)
        {
            scanner.FailAt(
                start, scanner.Peek == '\\' ? "a backslash cannot stand in a quoted text" : "the quote is not closed");
            return null;
        }

        scanner.Position++;
        return new MarkerOperand(false, text);
    }

    private static string? ParseOperator(RequirementScanner scanner)
    {
        if (Array.Find(Symbols, scanner.Take) is { } symbol)
        {
            return symbol;
        }

        if (scanner.TakeWord("in"))
        {
            return "in";
        }

        if (scanner.TakeWord("not") && scanner.TakeWord("in"))
        {
            return "not in";
        }

        scanner.Fail("a comparison such as '==' or 'not in' is expected");
        return null;
    }
}
