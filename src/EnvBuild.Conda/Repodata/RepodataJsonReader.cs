using System.Globalization;
using System.Text.Json;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// Reads <c>repodata.json</c> (CEP 36, 48) piece by piece into an index, in one pass and without holding more of it
/// than a piece. A record that is not whole yet is read again when more has come.
/// </summary>
internal sealed class RepodataJsonReader
{
    private const int NewestVersion = 2;

    private readonly IndexBuilder _builder;
    private readonly RecordWriter _records;
    private readonly RepodataRecordReader _recordReader;
    private readonly PlainRecordReader _plainRecordReader;
    private readonly RepodataInfoReader _info = new();
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });
    private RepodataSection _section;
    private byte[] _extension = [];
    private bool _isAtRecord;
    private long _readBefore;

    internal RepodataJsonReader(IndexBuilder builder)
    {
        _builder = builder;
        _records = new RecordWriter(builder);
        _recordReader = new RepodataRecordReader(_records);
        _plainRecordReader = new PlainRecordReader(_records);
    }

    /// <summary>What <c>info</c> said; whole once all was read.</summary>
    internal RepodataInfo Info => _info.Info;

    /// <summary>Depth of the names of files in the section; 0 where it has none.</summary>
    private int FileDepth => _section switch
    {
        RepodataSection.Packages => 2,
        RepodataSection.Revision => 3,
        _ => 0,
    };

    /// <summary>Reads as much as there is.</summary>
    /// <param name="bytes">What was left of the last piece, and the next one.</param>
    /// <param name="isFinal">Whether no more follows.</param>
    /// <returns>Bytes that are done with.</returns>
    /// <exception cref="JsonException">It is not repodata.</exception>
    internal int Read(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        var start = 0;
        var reader = new Utf8JsonReader(bytes, isFinal, _state);
        try
        {
            while (_isAtRecord || reader.Read())
            {
                if (!_isAtRecord)
                {
                    OnToken(ref reader);
                    continue;
                }

                var record = reader;
                _records.BeginFields();
                if (!_recordReader.TryRead(ref reader))
                {
                    reader = record;
                    break;
                }

                _isAtRecord = false;
                var end = start + (int)reader.BytesConsumed;
                var length = ReadPlainRecords(bytes[end..]);
                if (length > 0)
                {
                    // Behind a record it is as behind the one before it.
                    start = end + length;
                    reader = new Utf8JsonReader(bytes[start..], isFinal, reader.CurrentState);
                }
            }
        }
        catch (JsonException error)
        {
            throw new JsonException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"near byte {_readBefore + start + reader.BytesConsumed}: {WithoutPlace(error.Message)}"),
                error);
        }

        var used = start + (int)reader.BytesConsumed;
        _readBefore += used;
        _state = reader.CurrentState;
        return used;
    }

    /// <summary>What is wrong, without a place that counts from where the reader began.</summary>
    private static string WithoutPlace(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }

    /// <returns>Bytes that are done with.</returns>
    private int ReadPlainRecords(ReadOnlySpan<byte> bytes)
    {
        var extension = _section == RepodataSection.Revision ? _extension : [];
        for (var total = 0; ;)
        {
            var length = _plainRecordReader.Read(bytes[total..], extension);
            if (length == 0)
            {
                return total;
            }

            total += length;
        }
    }

    private void OnToken(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        if (depth == 0)
        {
            Expect(reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndObject, "no object");
        }
        else if (depth == 1 && reader.TokenType == JsonTokenType.PropertyName)
        {
            _section = SectionOf(ref reader);
        }
        else if (FileDepth > 0)
        {
            OnRecordToken(ref reader, depth - FileDepth);
        }
        else if (_section == RepodataSection.Info)
        {
            _info.OnToken(ref reader);
        }
        else if (_section == RepodataSection.Removed && reader.TokenType == JsonTokenType.String && depth == 2)
        {
            _builder.Removed.Add(JsonTokenText.Of(ref reader));
        }
        else if (_section == RepodataSection.Version && reader.TokenType == JsonTokenType.Number && depth == 1)
        {
            Expect(
                reader.TryGetInt64(out var version) && version <= NewestVersion,
                "its repodata_version is newer than this version of EnvBuild knows");
        }
    }

    /// <param name="reader">At a token of a map of records.</param>
    /// <param name="depth">Levels below the names of files: 0 for these, -1 for extensions of a revision.</param>
    private void OnRecordToken(ref Utf8JsonReader reader, int depth)
    {
        switch (reader.TokenType, depth)
        {
            case (JsonTokenType.PropertyName, -1):
                _extension = [(byte)'.', .. JsonTokenText.BytesOf(ref reader)];
                break;
            case (JsonTokenType.PropertyName, 0):
                _records.BeginFile(
                    JsonTokenText.BytesOf(ref reader), _section == RepodataSection.Revision ? _extension : []);
                break;
            case (JsonTokenType.StartObject, 0):
                _isAtRecord = true;
                break;
        }
    }

    private static RepodataSection SectionOf(ref Utf8JsonReader reader) => JsonTokenText.Of(ref reader) switch
    {
        "packages.conda" or "packages" => RepodataSection.Packages,
        "v3" => RepodataSection.Revision,
        "removed" => RepodataSection.Removed,
        "info" => RepodataSection.Info,
        "repodata_version" => RepodataSection.Version,
        _ => RepodataSection.Other,
    };

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new JsonException(otherwise);
        }
    }
}
