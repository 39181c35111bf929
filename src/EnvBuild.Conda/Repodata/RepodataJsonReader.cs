using System.Text.Json;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// Reads <c>repodata.json</c> (CEP 36, 48) piece by piece into an index, in one pass and without holding more of it
/// than a piece.
/// </summary>
internal sealed class RepodataJsonReader
{
    private const int NewestVersion = 2;

    private readonly IndexBuilder _builder;
    private readonly RecordWriter _records;
    private readonly RepodataInfoReader _info = new();
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });
    private RepodataSection _section;
    private byte[] _key = [];
    private byte[] _extension = [];
    private RecordField _field;
    private int _group;
    private bool _isInRecord;
    private bool _isInObject;

    internal RepodataJsonReader(IndexBuilder builder)
    {
        _builder = builder;
        _records = new RecordWriter(builder);
    }

    /// <summary>What <c>info</c> said; whole once all was read.</summary>
    internal RepodataInfo Info => _info.Info;

    /// <summary>Depth of the names of fields of records in the section; 0 where it has none.</summary>
    private int FieldDepth => _section switch
    {
        RepodataSection.Packages => 3,
        RepodataSection.Revision => 4,
        _ => 0,
    };

    /// <summary>Reads as much as there is.</summary>
    /// <param name="bytes">What was left of the last piece, and the next one.</param>
    /// <param name="isFinal">Whether no more follows.</param>
    /// <returns>Bytes that are done with.</returns>
    /// <exception cref="JsonException">It is not repodata.</exception>
    internal int Read(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        var reader = new Utf8JsonReader(bytes, isFinal, _state);
        while (reader.Read())
        {
            OnToken(ref reader);
        }

        _state = reader.CurrentState;
        return (int)reader.BytesConsumed;
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
        else if (FieldDepth > 0)
        {
            OnRecordToken(ref reader, depth - FieldDepth);
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
    /// <param name="depth">Levels below the names of fields: 0 for these, -1 for names of files.</param>
    private void OnRecordToken(ref Utf8JsonReader reader, int depth)
    {
        switch (depth)
        {
            case -2 when reader.TokenType == JsonTokenType.PropertyName:
                _extension = [(byte)'.', .. JsonTokenText.BytesOf(ref reader)];
                break;
            case -1:
                OnRecordEdge(ref reader);
                break;
            case 0 when _isInRecord:
                OnField(ref reader);
                break;
            case 1 when _isInRecord && _isInObject:
                OnGroup(ref reader);
                break;
            case 1 or 2 when _isInRecord && _field != RecordField.Other && depth == (_isInObject ? 2 : 1)
                && reader.TokenType is JsonTokenType.String or JsonTokenType.Number:
                _records.Item(JsonTokenText.BytesOf(ref reader));
                break;
        }
    }

    private void OnRecordEdge(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _key = JsonTokenText.BytesOf(ref reader).ToArray();
                break;
            case JsonTokenType.StartObject:
                _records.Begin(_key, _section == RepodataSection.Revision ? _extension : []);
                (_isInRecord, _isInObject) = (true, false);
                break;
            case JsonTokenType.EndObject when _isInRecord:
                _records.End();
                _isInRecord = false;
                break;
        }
    }

    private void OnField(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _field = RecordFieldNames.Find(reader.ValueSpan);
                break;
            case JsonTokenType.StartObject:
                _isInObject = true;
                break;
            case JsonTokenType.EndObject:
                _isInObject = false;
                break;
            case JsonTokenType.StartArray:
                _records.BeginList();
                break;
            case JsonTokenType.EndArray:
                _records.EndList(_field);
                break;
            case JsonTokenType.String when _field != RecordField.Other:
                _records.Text(_field, JsonTokenText.BytesOf(ref reader));
                break;
            case JsonTokenType.True when _field == RecordField.NoArch:
                _records.IsNoArch();
                break;
            case JsonTokenType.Number when _field is RecordField.Name or RecordField.Version or RecordField.Build:
                _records.Text(_field, reader.ValueSpan);
                break;
            case JsonTokenType.Number:
                _records.Number(_field, reader.TryGetInt64(out var number) ? number : (long)reader.GetDouble());
                break;
        }
    }

    private void OnGroup(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _group = _records.Intern(JsonTokenText.BytesOf(ref reader));
                break;
            case JsonTokenType.StartArray:
                _records.BeginList();
                break;
            case JsonTokenType.EndArray when _field == RecordField.ExtraDepends:
                _records.EndGroup(_group);
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
