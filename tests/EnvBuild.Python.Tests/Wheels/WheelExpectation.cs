using System.Text;
using System.Text.Json;

namespace EnvBuild.Python.Wheels.Tests;

/// <summary>Compares a plan with what pip wrote, which was required by path.</summary>
internal static class WheelExpectation
{
    public static IEnumerable<string> Compare(JsonProperty wheel, WheelInstallation plan)
    {
        var files = plan.Files.ToDictionary(file => file.Path);
        var expected = wheel.Value.GetProperty("files").EnumerateObject()
            .Where(file => !file.Name.EndsWith("/direct_url.json", StringComparison.Ordinal))
            .ToList();
        foreach (var file in expected)
        {
            var isRecord = file.Name.EndsWith(".dist-info/RECORD", StringComparison.Ordinal);
            var actual = files.TryGetValue(file.Name, out var found) ? Describe(found, isRecord) : "missing";
            var wanted = Describe(file.Value, isRecord);
            if (actual != wanted)
            {
                yield return $"{wheel.Name}: {file.Name}: {actual}, not {wanted}";
            }
        }

        var count = wheel.Value.TryGetProperty("files_total", out var total) ? total.GetInt32() - 1 : expected.Count;
        if (files.Count != count)
        {
            yield return $"{wheel.Name}: {files.Count} files, not {count}";
        }

        if (wheel.Value.TryGetProperty("RECORD", out var record) && record.ValueKind == JsonValueKind.String)
        {
            foreach (var difference in CompareRecord(record.GetString()!, plan))
            {
                yield return $"{wheel.Name}: RECORD: {difference}";
            }
        }
    }

    /// <summary>
    /// Every file has a row, and pip's hash where pip has one. pip keeps rows of scripts that it did not install,
    /// writes no hash for files that the wheel's RECORD lacks, and repeats what it says of files it is wrong about.
    /// </summary>
    private static IEnumerable<string> CompareRecord(string pips, WheelInstallation plan)
    {
        var record = plan.Files.Single(file => file.Path.EndsWith(".dist-info/RECORD", StringComparison.Ordinal));
        var text = Encoding.UTF8.GetString(record.Bytes.Span);
        var rows = Rows(text);
        if (rows.Count != plan.Files.Count || text.Count(character => character == '\r') != rows.Count)
        {
            yield return "has not one line for each file";
        }

        var folder = record.Path[..(record.Path.IndexOf("/site-packages/", StringComparison.Ordinal) + 14)];
        var sizes = plan.Files.ToDictionary(file => WheelRecord.Relative(file.Path, folder), file => $",{file.Size}");
        bool IsWrong(string path, string fields) => !fields.EndsWith(sizes[path], StringComparison.Ordinal);
        var theirs = Rows(pips.ReplaceLineEndings("\r\n"));
        foreach (var row in rows)
        {
            if (!theirs.TryGetValue(row.Key, out var rest)
                || (rest != row.Value && rest != "," && !IsWrong(row.Key, rest)))
            {
                yield return $"{row.Key},{row.Value}, not {rest}";
            }
        }
    }

    private static Dictionary<string, string> Rows(string record) => record
        .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(line => line[..line.IndexOf(',')], line => line[(line.IndexOf(',') + 1)..]);

    private static string Describe(InstalledFile file, bool isRecord) =>
        $"0o{Convert.ToString(file.Mode, 8)}{(isRecord ? "" : $" {file.Sha256} {file.Size}")}";

    private static string Describe(JsonElement file, bool isRecord) =>
        $"{file[0].GetString()}{(isRecord ? "" : $" {file[1].GetString()} {file[2].GetInt64()}")}";
}
