using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace EnvBuild.Python.Indexes;

/// <summary>An index page in JSON (PEP 691).</summary>
internal static class JsonPage
{
    public static ProjectPage Read(ReadOnlySpan<byte> utf8, Uri url)
    {
        var page = Deserialize(utf8, url);
        ApiVersion.Check(page.Meta?.ApiVersion, url);
        if (page.Files is null)
        {
            throw new IndexPageException(url, "it has no 'files'");
        }

        return new ProjectPage(
            [.. page.Files.OfType<JsonPageFile>().Select(file => ReadFile(file, url)).OfType<IndexFile>()],
            page.Status?.Status is { } state ? new ProjectStatus(state, page.Status.Reason) : ProjectStatus.Active);
    }

    private static JsonPageContent Deserialize(ReadOnlySpan<byte> utf8, Uri url)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, JsonPageContext.Default.JsonPageContent) ??
                throw new IndexPageException(url, "it is no JSON object");
        }
        catch (JsonException exception)
        {
            throw new IndexPageException(url, exception.Message.TrimEnd('.'), exception);
        }
    }

    private static IndexFile? ReadFile(JsonPageFile entry, Uri url)
    {
        if (FileLink.TryResolve(url, entry.Url) is not { } file ||
            entry.FileName is { } name && !FileLink.IsFileName(name))
        {
            return null;
        }

        return file with
        {
            FileName = entry.FileName ?? file.FileName,
            Hashes = ReadHashes(entry.Hashes).SetItems(file.Hashes),
            RequiresPython = string.IsNullOrEmpty(entry.RequiresPython) ? null : entry.RequiresPython,
            YankedReason = ReadYanked(entry.Yanked),
            MetadataHashes = MetadataHashes.OfJson(entry.CoreMetadata ?? entry.DistInfoMetadata),
            Size = entry.Size is { ValueKind: JsonValueKind.Number } size && size.TryGetInt64(out var bytes)
                ? bytes
                : null,
            UploadTime = ReadTime(entry.UploadTime),
        };
    }

    private static ImmutableSortedDictionary<string, string> ReadHashes(JsonElement? hashes) =>
        hashes is { ValueKind: JsonValueKind.Object } values
            ? HashNames.Select(MetadataHashes.Texts(values))
            : HashNames.None;

    /// <summary>A truth value or a reason; as in pip, an empty reason means that the file is not yanked.</summary>
    private static string? ReadYanked(JsonElement? yanked) => yanked?.ValueKind switch
    {
        JsonValueKind.True => "",
        JsonValueKind.String when yanked.Value.GetString() is { Length: > 0 } reason => reason,
        _ => null,
    };

    private static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
