using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace EnvBuild.Conda.Repodata;

/// <summary>Reads one record of repodata (CEP 36).</summary>
internal static class RepodataRecordReader
{
    /// <summary>Timestamps above this are milliseconds; below, seconds.</summary>
    private const long FirstMillisecondTimestamp = 100_000_000_000;

    internal static PackageRecord? Read(ReadOnlySpan<byte> json, string fileName, RepodataIndex index)
    {
        var fields = new RepodataFields();
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadField(ref reader, fields);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // One bad record must not make a channel useless; conda skips it as well.
            return null;
        }

        if (fields.Name is null || fields.Build is null || fields.Version is null
            || index.VersionOf(fields.Version) is not { } version)
        {
            return null;
        }

        return new PackageRecord
        {
            Name = fields.Name.ToLowerInvariant(),
            Version = version,
            Build = fields.Build,
            BuildNumber = fields.BuildNumber,
            Subdir = index.Subdir,
            FileName = fileName,
            Url = $"{index.BaseUrl}/{Uri.EscapeDataString(fileName).Replace("%2B", "+", StringComparison.Ordinal)}",
            ChannelName = index.Channel.Name,
            Depends = fields.Depends,
            Constrains = fields.Constrains,
            Sha256 = fields.Sha256,
            Md5 = fields.Md5,
            Size = fields.Size,
            Timestamp = Milliseconds(fields.Timestamp),
            IndexedTimestamp = Milliseconds(fields.IndexedTimestamp),
            ExtraDepends = fields.ExtraDepends,
            Flags = fields.Flags,
            TrackFeatures = fields.TrackFeatures,
            Features = fields.Features,
            Noarch = fields.Noarch,
            License = fields.License,
            LicenseFamily = fields.LicenseFamily,
            PythonSitePackagesPath = fields.PythonSitePackagesPath,
        };
    }

    private static void ReadField(ref Utf8JsonReader reader, RepodataFields fields)
    {
        var key = reader.GetString();
        reader.Read();
        switch (key)
        {
            case "name": fields.Name = Text(ref reader); break;
            case "version": fields.Version = Text(ref reader); break;
            case "build": fields.Build = Text(ref reader); break;
            case "build_number": fields.BuildNumber = Number(ref reader) ?? 0; break;
            case "depends": fields.Depends = Texts(ref reader); break;
            case "constrains": fields.Constrains = Texts(ref reader); break;
            case "sha256": fields.Sha256 = Text(ref reader)?.ToLowerInvariant(); break;
            case "md5": fields.Md5 = Text(ref reader)?.ToLowerInvariant(); break;
            case "size": fields.Size = Number(ref reader); break;
            case "timestamp": fields.Timestamp = Number(ref reader); break;
            case "indexed_timestamp": fields.IndexedTimestamp = Number(ref reader); break;
            case "extra_depends" or "extra-depends": fields.ExtraDepends = Groups(ref reader); break;
            case "flags": fields.Flags = Texts(ref reader); break;
            case "track_features": fields.TrackFeatures = Words(ref reader); break;
            case "features": fields.Features = Words(ref reader); break;
            case "noarch": fields.Noarch = NoArch(ref reader); break;
            case "license": fields.License = Text(ref reader); break;
            case "license_family": fields.LicenseFamily = Text(ref reader); break;
            case "python_site_packages_path": fields.PythonSitePackagesPath = Text(ref reader); break;
            default: reader.Skip(); break;
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    private static long? Number(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var number) ? number : (long)reader.GetDouble();
            case JsonTokenType.String:
                var text = reader.GetString();
                return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed)
                    ? parsed
                    : null;
            default:
                reader.Skip();
                return null;
        }
    }

    private static ImmutableArray<string> Texts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Text(ref reader) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts.DrainToImmutable();
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Groups(ref Utf8JsonReader reader)
    {
        var groups = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return groups.ToImmutable();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            groups[name] = Texts(ref reader);
        }

        return groups.ToImmutable();
    }

    private static long? Milliseconds(long? time) =>
        time is { } value && value < FirstMillisecondTimestamp ? value * 1000 : time;

    private static ImmutableArray<string> Words(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
            ? [.. reader.GetString()!.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)]
            : Texts(ref reader);

    private static NoArchKind NoArch(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString() is "python" ? NoArchKind.Python : NoArchKind.Generic;
            case JsonTokenType.True:
                return NoArchKind.Generic;
            default:
                reader.Skip();
                return NoArchKind.None;
        }
    }
}
