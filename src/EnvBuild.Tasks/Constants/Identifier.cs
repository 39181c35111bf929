using System.Text;

namespace EnvBuild.Tasks.Constants;

/// <summary>
/// C# identifiers from names of environments and platforms: <c>iris-train</c> becomes <c>IrisTrain</c>.
/// </summary>
internal static class Identifier
{
    public static string Of(string name)
    {
        var identifier = new StringBuilder();
        var startsWord = true;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                startsWord = true;
                continue;
            }

            identifier.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = false;
        }

        return identifier.Length > 0 && char.IsAsciiLetter(identifier[0])
            ? identifier.ToString()
            : $"Environment{identifier}";
    }

    /// <summary>An identifier that is not in use yet, with a number behind it where it would be.</summary>
    public static string Unique(string name, HashSet<string> used)
    {
        var identifier = Of(name);
        for (var number = 2; !used.Add(identifier); number++)
        {
            identifier = $"{Of(name)}{number}";
        }

        return identifier;
    }
}
