using System.Collections.Immutable;

namespace EnvBuild.Python;

/// <summary>
/// Recursive descent over the grammar of PEP 508. <see langword="null"/> means that the scanner holds an error.
/// </summary>
internal static class RequirementParser
{
    public static Requirement? Parse(RequirementScanner scanner)
    {
        if (ParseName(scanner) is not { } name || ParseExtras(scanner) is not { } extras)
        {
            return null;
        }

        string? url = null;
        var specifiers = VersionSpecifiers.Any;
        if (scanner.Take("@"))
        {
            url = ParseUrl(scanner);
        }
        else if (ParseSpecifiers(scanner) is { } parsed)
        {
            specifiers = parsed;
        }

        var marker = scanner.Error is null && scanner.Take(";") ? MarkerParser.Parse(scanner) : null;
        if (scanner.Error is null && !scanner.AtEnd)
        {
            scanner.Fail($"'{scanner.Text[scanner.Position..].Trim()}' is not expected here");
        }

        return scanner.Error is null ? new Requirement(name, extras, specifiers, url, marker) : null;
    }

    private static string? ParseName(RequirementScanner scanner)
    {
        scanner.SkipSpace();
        var start = scanner.Position;
        var name = scanner.TakeWhile(
            character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
        if (PackageName.IsValid(name))
        {
            return name;
        }

        scanner.FailAt(
            start, name.Length == 0 ? "the name of a package is expected" : $"'{name}' is no name of a package");
        return null;
    }

    private static ImmutableArray<string>? ParseExtras(RequirementScanner scanner)
    {
        var extras = ImmutableArray.CreateBuilder<string>();
        if (!scanner.Take("["))
        {
            return extras.DrainToImmutable();
        }

        if (scanner.Take("]"))
        {
            return extras.DrainToImmutable();
        }

        do
        {
            if (ParseName(scanner) is not { } extra)
            {
                return null;
            }

            extras.Add(extra);
        }
        while (scanner.Take(","));
        if (scanner.Take("]"))
        {
            return extras.DrainToImmutable();
        }

        scanner.Fail("']' is missing behind the extras");
        return null;
    }

    private static string? ParseUrl(RequirementScanner scanner)
    {
        scanner.SkipSpace();
        var start = scanner.Position;
        var url = scanner.TakeWhile(character => !char.IsWhiteSpace(character));
        if (url.Length > 0)
        {
            return url;
        }

        scanner.FailAt(start, "an address is expected behind '@'");
        return null;
    }

    private static VersionSpecifiers? ParseSpecifiers(RequirementScanner scanner)
    {
        var isEnclosed = scanner.Take("(");
        scanner.SkipSpace();
        var start = scanner.Position;
        var text = scanner.TakeWhile(character => character is not (';' or ')' or '\n' or '\r'));
        if (isEnclosed && !scanner.Take(")"))
        {
            scanner.Fail("')' is missing behind the versions");
        }

        return ParseClauses(scanner, text, start);
    }

    private static VersionSpecifiers? ParseClauses(RequirementScanner scanner, string text, int start)
    {
        var clauses = ImmutableArray.CreateBuilder<VersionSpecifier>();
        var parts = text.TrimEnd().Split(',');
        for (var index = 0; index < parts.Length; index++)
        {
            var part = parts[index].Trim();
            var isEmpty = part.Length == 0 && (index > 0 || parts.Length == 1) && index == parts.Length - 1;
            if (VersionSpecifier.TryParse(part, out var clause))
            {
                clauses.Add(clause);
            }
            else if (!isEmpty)
            {
                scanner.FailAt(start, $"'{part}' is no version specifier such as '==1.2' or '>=1.2,<2'");
                return null;
            }

            start += parts[index].Length + 1;
        }

        return new VersionSpecifiers(clauses.DrainToImmutable());
    }
}
