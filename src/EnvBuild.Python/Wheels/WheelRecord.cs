using System.Buffers.Text;
using System.Text;

namespace EnvBuild.Python.Wheels;

/// <summary>The file RECORD (PEP 376, PEP 427, PEP 627).</summary>
internal static class WheelRecord
{
    /// <summary>Rows by member; rows of members that are not there are harmless and stay.</summary>
    /// <exception cref="WheelException">A row is damaged.</exception>
    public static IReadOnlyDictionary<string, RecordRow> Read(string text, string wheel, string member)
    {
        var rows = new Dictionary<string, RecordRow>(StringComparer.Ordinal);
        foreach (var fields in CsvRows.Read(text))
        {
            rows[fields[0]] = RecordRow.Parse(fields.Count > 1 ? fields[1] : "", fields.Count > 2 ? fields[2] : "")
                ?? throw new WheelException(wheel, member, $"has a damaged row for '{fields[0]}'");
        }

        return rows;
    }

    /// <summary>The RECORD of what is installed, as Python's <c>csv</c> writes it: sorted, lines end in CRLF.</summary>
    /// <param name="files">All files but RECORD.</param>
    /// <param name="record">Path of RECORD, relative to the prefix.</param>
    /// <param name="sitePackages">Folder that paths in RECORD are relative to.</param>
    public static byte[] Write(IEnumerable<InstalledFile> files, string record, string sitePackages)
    {
        var rows = files
            .Select(file => (Path: Relative(file.Path, sitePackages), Fields: Fields(file, record)))
            .Append((Path: Relative(record, sitePackages), Fields: ",,"))
            .OrderBy(row => row.Path, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var (path, fields) in rows)
        {
            text.Append(CsvRows.Quote(path)).Append(fields).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Signatures of RECORD cannot be in it with a hash (PEP 427, "Signed wheel files").</summary>
    public static bool IsSignature(string path, string record) => path == record + ".jws" || path == record + ".p7s";

    /// <summary>A path seen from a folder; both are relative to the same root.</summary>
    public static string Relative(string path, string folder)
    {
        var parts = path.Split('/');
        var from = folder.Split('/');
        var shared = 0;
        while (shared < from.Length && shared < parts.Length - 1 && parts[shared] == from[shared])
        {
            shared++;
        }

        return string.Join('/', Enumerable.Repeat("..", from.Length - shared).Concat(parts[shared..]));
    }

    private static string Fields(InstalledFile file, string record) => IsSignature(file.Path, record)
        ? ",,"
        : $",sha256={Base64Url.EncodeToString(Convert.FromHexString(file.Sha256))},{file.Size}";
}
