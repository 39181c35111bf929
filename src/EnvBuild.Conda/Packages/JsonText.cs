using System.Text.Json;
using System.Text.Unicode;

namespace EnvBuild.Conda.Packages;

/// <summary>
/// Looks at the texts of a JSON document before they are used: the parser checks them only when they are read.
/// </summary>
internal static class JsonText
{
    /// <summary>
    /// Whether all names and texts are Unicode; false for broken UTF-8 and for half of a surrogate pair.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool IsValid(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
