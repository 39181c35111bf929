namespace EnvBuild.Python;

/// <summary>A position in the text of a requirement; keeps the first error.</summary>
internal sealed class RequirementScanner(string text)
{
    public string Text { get; } = text;

    public int Position { get; set; }

    public ParseError? Error { get; private set; }

    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return Position == Text.Length;
        }
    }

    public char Peek => Position < Text.Length ? Text[Position] : '\0';

    // Line ends are no white space here: a requirement is one line.
    public void SkipSpace()
    {
        while (Peek is ' ' or '\t')
        {
            Position++;
        }
    }

    public bool Take(string token)
    {
        SkipSpace();
        if (!Text.AsSpan(Position).StartsWith(token, StringComparison.Ordinal))
        {
            return false;
        }

        Position += token.Length;
        return true;
    }

    public string TakeWhile(Func<char, bool> accept)
    {
        var start = Position;
        while (Position < Text.Length && accept(Text[Position]))
        {
            Position++;
        }

        return Text[start..Position];
    }

    public bool TakeWord(string word)
    {
        SkipSpace();
        var end = Position + word.Length;
        var isWord = Text.AsSpan(Position).StartsWith(word, StringComparison.Ordinal)
            && (end == Text.Length || !(char.IsAsciiLetterOrDigit(Text[end]) || Text[end] == '_'));
        Position = isWord ? end : Position;
        return isWord;
    }

    public void Fail(string message) => FailAt(Position, message);

    public void FailAt(int position, string message) => Error ??= new ParseError(position, message);
}
