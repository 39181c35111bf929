using System.Text;
using System.Text.Json;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// The text of a token, also where it is no Unicode: that is no reason to lose a channel, as it can be the name of no
/// package that anybody asks for.
/// </summary>
internal static class JsonTokenText
{
    internal static ReadOnlySpan<byte> BytesOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        try
        {
            return Encoding.UTF8.GetBytes(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            return reader.ValueSpan;
        }
    }

    internal static string Of(ref Utf8JsonReader reader) => Encoding.UTF8.GetString(BytesOf(ref reader));
}
