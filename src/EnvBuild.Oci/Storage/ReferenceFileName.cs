using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace EnvBuild.Oci.Storage;

/// <summary>
/// A file name for any text, the same on every file system: upper case is escaped for those that ignore case, names
/// that Windows keeps for devices are escaped, and long ones end in a hash.
/// </summary>
internal static class ReferenceFileName
{
    private const int MaximumLength = 160;
    private const int KeptLength = 90;

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly HashSet<string> DeviceNames = new(StringComparer.Ordinal)
    {
        "con", "prn", "aux", "nul",
        "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    public static string For(string name)
    {
        var escaped = Escape(name);
        return escaped.Length <= MaximumLength
            ? escaped
            : $"{escaped[..KeptLength]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";
    }

    private static string Escape(string name)
    {
        var text = new StringBuilder();
        var bytes = Encoding.UTF8.GetBytes(name);
        var isDevice = DeviceNames.Contains(name.Split('.')[0]);
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEdgeDot = bytes[i] == '.' && (i == 0 || i == bytes.Length - 1);
            _ = Plain.Contains((char)bytes[i]) && !isEdgeDot && !(isDevice && i == 0)
                ? text.Append((char)bytes[i])
                : text.Append('%').Append(Convert.ToHexStringLower(bytes, i, 1));
        }

        return text.ToString();
    }
}
