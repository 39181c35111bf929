using System.Buffers;

namespace EnvBuild.Conda.Repodata;

/// <summary>The name in a dependency of a record, without reading the rest of the match spec.</summary>
internal static class DependencyName
{
    private static readonly SearchValues<char> EndsOfName = SearchValues.Create(" =<>!~[;@(#,\t");

    internal static string Of(string dependency)
    {
        var text = dependency.AsSpan().Trim();
        var colons = text.LastIndexOf("::");
        var bracket = text.IndexOf('[');
        if (colons >= 0 && (bracket < 0 || colons < bracket))
        {
            text = text[(colons + 2)..];
        }

        var end = text.IndexOfAny(EndsOfName);
        return (end < 0 ? text : text[..end]).ToString().ToLowerInvariant();
    }
}
