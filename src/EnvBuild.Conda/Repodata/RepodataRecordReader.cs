using System.Text.Json;

namespace EnvBuild.Conda.Repodata;

/// <summary>Reads one record of <c>repodata.json</c> (CEP 36, 44, 45, 47) into an index.</summary>
/// <param name="records">Takes the fields.</param>
internal sealed class RepodataRecordReader(RecordWriter records)
{
    /// <summary>Reads the fields of a record up to its end.</summary>
    /// <param name="reader">Behind the start of the object.</param>
    /// <returns>Whether all of it was there; if not, nothing was added.</returns>
    internal bool TryRead(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                records.End();
                return true;
            }

            var field = RecordFieldNames.Find(reader.ValueSpan);
            if (!reader.Read() || !TryReadValue(ref reader, field))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadValue(ref Utf8JsonReader reader, RecordField field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when field != RecordField.Other:
                records.Text(field, JsonTokenText.BytesOf(ref reader));
                return true;
            case JsonTokenType.Number when field is RecordField.Name or RecordField.Version or RecordField.Build:
                records.Text(field, reader.ValueSpan);
                return true;
            case JsonTokenType.Number when field != RecordField.Other:
                records.Number(field, reader.TryGetInt64(out var number) ? number : (long)reader.GetDouble());
                return true;
            case JsonTokenType.True when field == RecordField.NoArch:
                records.IsNoArch();
                return true;
            case JsonTokenType.StartArray when field != RecordField.Other:
                records.BeginList(field);
                if (!TryReadList(ref reader))
                {
                    return false;
                }

                records.EndList(field);
                return true;
            case JsonTokenType.StartObject when field == RecordField.ExtraDepends:
                return TryReadGroups(ref reader);
            default:
                return reader.TrySkip();
        }
    }

    /// <summary>Takes the texts and numbers of a list; what else is in it says nothing.</summary>
    private bool TryReadList(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndArray:
                    return true;
                case JsonTokenType.String or JsonTokenType.Number:
                    records.Item(JsonTokenText.BytesOf(ref reader));
                    break;
                default:
                    if (!reader.TrySkip())
                    {
                        return false;
                    }

                    break;
            }
        }

        return false;
    }

    private bool TryReadGroups(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            var name = records.Intern(JsonTokenText.BytesOf(ref reader));
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType == JsonTokenType.StartArray)
            {
                records.BeginList(RecordField.ExtraDepends);
                if (!TryReadList(ref reader))
                {
                    return false;
                }

                records.EndGroup(name);
            }
            else if (!reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }
}
