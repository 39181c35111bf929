using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EnvBuild.Python.Tags;

/// <summary>What a wheel runs on (PEP 425).</summary>
/// <param name="Interpreter">Python tag, such as <c>cp311</c> or <c>py3</c>.</param>
/// <param name="Abi">ABI tag, such as <c>cp311</c>, <c>abi3</c> or <c>none</c>.</param>
/// <param name="Platform">Platform tag, such as <c>manylinux_2_17_x86_64</c> or <c>any</c>.</param>
public readonly partial record struct WheelTag(string Interpreter, string Abi, string Platform)
{
    /// <summary>Reads a compressed set of tags, such as <c>py2.py3-none-any</c>.</summary>
    /// <param name="text">Three parts with <c>-</c> between them, each of alternatives with <c>.</c> between them.</param>
    /// <param name="tags">Every tag of the set, in lower case.</param>
    /// <returns>Whether the text is such a set.</returns>
    public static bool TryParseSet(string text, out ImmutableArray<WheelTag> tags)
    {
        ArgumentNullException.ThrowIfNull(text);
        tags = [];
        if (!SetRegex().IsMatch(text) || text.ToLowerInvariant().Split('-') is not [var interpreters, var abis, var platforms])
        {
            return false;
        }

        tags =
        [
            .. from interpreter in interpreters.Split('.')
               from abi in abis.Split('.')
               from platform in platforms.Split('.')
               select new WheelTag(interpreter, abi, platform),
        ];
        return true;
    }

    /// <summary>The tag with <c>-</c> between its parts.</summary>
    public override string ToString() => $"{Interpreter}-{Abi}-{Platform}";

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*(-[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*){2}\z")]
    private static partial Regex SetRegex();
}
