using System.Collections.Immutable;

namespace EnvBuild.Conda;

/// <summary>Reads version specs: clauses, <c>,</c> before <c>|</c>, parentheses (CEP 29, version matching).</summary>
internal ref struct VersionSpecParser
{
    private const int DeepestNesting = 32;

    private readonly ReadOnlySpan<char> _text;
    private int _position;

    internal VersionSpecParser(ReadOnlySpan<char> text)
    {
        _text = text;
    }

    internal MatchSpecError? Error { get; private set; }

    internal VersionConstraint? ParseAll()
    {
        SkipBlanks();
        if (_position == _text.Length)
        {
            return AnyVersion.Instance;
        }

        var result = ParseAlternatives(depth: 0);
        if (Error is null && _position < _text.Length)
        {
            Fail(_position, $"'{_text[_position]}' has no partner");
        }

        return Error is null ? result : null;
    }

    private VersionConstraint? ParseAlternatives(int depth) => ParseGroup('|', isAny: true, depth);

    private VersionConstraint? ParseGroup(char separator, bool isAny, int depth)
    {
        var items = ImmutableArray.CreateBuilder<VersionConstraint>(1);
        do
        {
            var item = isAny ? ParseGroup(',', isAny: false, depth) : ParseTerm(depth);
            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }
        while (TryTake(separator));

        return items.Count == 1 ? items[0] : new VersionGroup(isAny, items.DrainToImmutable());
    }

    private VersionConstraint? ParseTerm(int depth)
    {
        if (!TryTake('('))
        {
            return ParseClause();
        }

        if (depth == DeepestNesting)
        {
            return Fail(_position, "parentheses are nested too deeply");
        }

        var start = _position - 1;
        var inner = ParseAlternatives(depth + 1);
        if (inner is not null && !TryTake(')'))
        {
            return Fail(start, "a '(' is not closed");
        }

        return inner;
    }

    private VersionConstraint? ParseClause()
    {
        SkipBlanks();
        var start = _position;
        if (_position < _text.Length && _text[_position] == '^')
        {
            var length = _text[start..].IndexOf('$');
            if (length < 0)
            {
                return Fail(start, "a regular expression starts with '^' and ends with '$'");
            }

            _position += length + 1;
        }
        else
        {
            var length = _text[start..].IndexOfAny("(),|");
            _position = length < 0 ? _text.Length : start + length;
        }

        var clause = VersionClauseParser.Parse(_text[start.._position], out var reason);
        SkipBlanks();
        return clause ?? Fail(start, reason!);
    }

    private VersionConstraint? Fail(int offset, string reason)
    {
        Error ??= new MatchSpecError(offset, reason);
        return null;
    }

    private bool TryTake(char character)
    {
        SkipBlanks();
        if (_position < _text.Length && _text[_position] == character)
        {
            _position++;
            return true;
        }

        return false;
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }
}
