using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>Finds the bracket that is left open, as well as a look at the characters can tell.</summary>
internal static class UnclosedBracket
{
    public static SourceSpan? Find(SourceText source)
    {
        var open = new Stack<int>();
        var text = source.Text;
        for (var index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '#' when index == 0 || char.IsWhiteSpace(text[index - 1]):
                    index = text.IndexOf('\n', index) is >= 0 and var end ? end : text.Length;
                    break;
                case '[' or '{':
                    open.Push(index);
                    break;
                case ']' or '}' when !open.TryPop(out _):
                    return source.SpanOf(index, 1);
                default:
                    break;
            }
        }

        return open.TryPop(out var start) ? source.SpanOf(start, 1) : null;
    }
}
