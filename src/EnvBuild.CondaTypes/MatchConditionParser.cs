namespace EnvBuild.Conda;

/// <summary>Reads conditions: <c>and</c> binds tighter than <c>or</c> (CEP 43).</summary>
/// <param name="text">The text.</param>
internal sealed class MatchConditionParser(string text)
{
    private const int DeepestNesting = 16;
    private const int MostSpecs = 64;

    private int _position;
    private int _depth;
    private int _specs;
    private MatchSpecError? _error;

    internal MatchCondition? Parse(out MatchSpecError? error)
    {
        var condition = ParseAny();
        SkipBlanks();
        if (condition is not null && _position < text.Length)
        {
            condition = Fail(_position, "a ')' has no '(', or an 'and' or 'or' is missing");
        }

        error = condition is null ? _error : null;
        return condition;
    }

    private MatchCondition? ParseAny() => ParseJoined("or", MatchConditionKind.Any, ParseAll);

    private MatchCondition? ParseAll() => ParseJoined("and", MatchConditionKind.All, ParseOne);

    private MatchCondition? ParseJoined(string word, MatchConditionKind kind, Func<MatchCondition?> parseOperand)
    {
        var operands = new List<MatchCondition>();
        do
        {
            if (parseOperand() is not { } operand)
            {
                return null;
            }

            operands.Add(operand);
        }
        while (TrySkipWord(word));

        return MatchCondition.Join(kind, operands);
    }

    private MatchCondition? ParseOne()
    {
        SkipBlanks();
        if (_position == text.Length || text[_position] != '(')
        {
            return ParseSpec();
        }

        if (++_depth > DeepestNesting)
        {
            return Fail(_position, "the condition is nested too deeply");
        }

        var open = _position++;
        if (ParseAny() is not { } inner)
        {
            return null;
        }

        SkipBlanks();
        if (_position == text.Length || text[_position] != ')')
        {
            return Fail(open, "a '(' is not closed");
        }

        _position++;
        _depth--;
        return inner;
    }

    private MatchCondition? ParseSpec()
    {
        var start = _position;
        _position = FindEndOfSpec();
        var spec = text[start.._position];
        if (string.IsNullOrWhiteSpace(spec))
        {
            return Fail(start, "a match spec is missing in the condition");
        }

        if (++_specs > MostSpecs)
        {
            return Fail(start, $"the condition has more than {MostSpecs} match specs");
        }

        if (!MatchSpec.TryParse(spec, out var parsed, out var error))
        {
            return Fail(start + error.Offset, $"'{spec.Trim()}' in the condition cannot be read: {error.Reason}");
        }

        if (parsed.When is not null)
        {
            return Fail(start, "a condition has no conditions of its own");
        }

        return parsed.HasExactName
            ? MatchCondition.OfSpec(parsed)
            : Fail(start, $"'{parsed.Name}' in the condition is not the name of one package");
    }

    /// <summary>A spec ends in front of a word that joins, or of the ')' that ends its group.</summary>
    private int FindEndOfSpec()
    {
        var groups = 0;
        for (var i = _position; i < text.Length; i++)
        {
            if (text[i] == '[')
            {
                var close = MatchSpecBracketParser.FindEnd(text, i);
                i = close < 0 ? text.Length : close;
            }
            else if (text[i] == '(')
            {
                groups++;
            }
            else if (text[i] == ')' && groups-- == 0)
            {
                return i;
            }
            else if (IsWordAt(i, "and") || IsWordAt(i, "or"))
            {
                return i;
            }
        }

        return text.Length;
    }

    private bool TrySkipWord(string word)
    {
        SkipBlanks();
        if (!IsWordAt(_position, word))
        {
            return false;
        }

        _position += word.Length;
        return true;
    }

    private bool IsWordAt(int position, string word) =>
        text.AsSpan(position).StartsWith(word)
        && (position == 0 || text[position - 1] is ')' or ']' || char.IsWhiteSpace(text[position - 1]))
        && (position + word.Length == text.Length || text[position + word.Length] == '('
            || char.IsWhiteSpace(text[position + word.Length]));

    private void SkipBlanks()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    private MatchCondition? Fail(int offset, string reason)
    {
        _error ??= new MatchSpecError(offset, reason);
        return null;
    }
}
