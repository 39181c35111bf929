using System.Collections.Frozen;

namespace EnvBuild.Definitions.Pip;

/// <summary>Options that pip reads in a requirements file (pip documentation, Requirements File Format).</summary>
internal static class PipOptionName
{
    private static readonly FrozenDictionary<string, bool> Options = new Dictionary<string, bool>
    {
        ["--requirement"] = true,
        ["--constraint"] = true,
        ["--editable"] = true,
        ["--index-url"] = true,
        ["--extra-index-url"] = true,
        ["--no-index"] = false,
        ["--find-links"] = true,
        ["--no-binary"] = true,
        ["--only-binary"] = true,
        ["--prefer-binary"] = false,
        ["--require-hashes"] = false,
        ["--pre"] = false,
        ["--trusted-host"] = true,
        ["--use-feature"] = true,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Known => Options.Keys;

    public static bool IsKnown(string name) => Options.ContainsKey(name);

    public static bool TakesValue(string name) => Options.GetValueOrDefault(name);

    /// <summary>
    /// Long name and the value that is written in the same token: <c>-rfile</c>, <c>--index-url=address</c>.
    /// </summary>
    public static (string Name, string? Value) Split(string token)
    {
        if (token.StartsWith("--", StringComparison.Ordinal))
        {
            var equals = token.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? token : token[..equals];
            return (name == "--pypi-url" ? "--index-url" : name, equals < 0 ? null : token[(equals + 1)..]);
        }

        var rest = token.Length > 2 ? token[2..].TrimStart('=') : null;
        return (Long(token[..Math.Min(2, token.Length)]), rest);
    }

    private static string Long(string name) => name switch
    {
        "-r" => "--requirement",
        "-c" => "--constraint",
        "-e" => "--editable",
        "-i" => "--index-url",
        "-f" => "--find-links",
        _ => name,
    };
}
