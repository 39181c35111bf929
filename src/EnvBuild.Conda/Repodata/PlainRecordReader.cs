using System.Runtime.CompilerServices;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// Reads records that are written plainly, as nearly all are, in less time than <see cref="RepodataRecordReader"/>, which
/// reads the others; what both make of a record is the same.
/// </summary>
/// <param name="records">Takes the fields.</param>
internal sealed class PlainRecordReader(RecordWriter records)
{
    /// <summary>Reads a member of a map of records: a comma, the name of a file, and its record.</summary>
    /// <param name="bytes">Behind the end of the member before it.</param>
    /// <param name="extension">What is to be added to the name.</param>
    /// <returns>
    /// Bytes that are done with; 0 where it is not all there, not plain or no JSON: nothing was added then.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Read(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> extension)
    {
        var json = new PlainJson(bytes);
        if (!json.TrySkip((byte)',') || !json.TryReadText(out var fileName)
            || !json.TrySkip((byte)':') || !json.TrySkip((byte)'{'))
        {
            return 0;
        }

        records.Begin(fileName, extension);
        do
        {
            if (!json.TryReadText(out var name) || !json.TrySkip((byte)':')
                || !TryReadValue(ref json, RecordFieldNames.Find(name)))
            {
                return 0;
            }
        }
        while (json.TrySkip((byte)','));

        if (!json.TrySkip((byte)'}'))
        {
            return 0;
        }

        records.End();
        return json.Position;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadValue(ref PlainJson json, RecordField field)
    {
        switch (json.Peek())
        {
            case (byte)'"':
                if (!json.TryReadText(out var text))
                {
                    return false;
                }

                if (field != RecordField.Other)
                {
                    records.Text(field, text);
                }

                return true;
            case >= (byte)'0' and <= (byte)'9':
                return TryReadNumber(ref json, field);
            case (byte)'[':
                return TryReadList(ref json, field);
            case (byte)'t':
                if (field == RecordField.NoArch)
                {
                    records.IsNoArch();
                }

                return json.TrySkip("true"u8);
            case (byte)'f':
                return json.TrySkip("false"u8);
            case (byte)'n':
                return json.TrySkip("null"u8);
            default:
                return false;
        }
    }

    private bool TryReadNumber(ref PlainJson json, RecordField field)
    {
        if (!json.TryReadNumber(out var number, out var digits))
        {
            return false;
        }

        if (field is RecordField.Name or RecordField.Version or RecordField.Build)
        {
            records.Text(field, digits);
        }
        else
        {
            records.Number(field, number);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadList(ref PlainJson json, RecordField field)
    {
        _ = json.TrySkip((byte)'[');
        records.BeginList(field);
        if (json.Peek() != (byte)']')
        {
            do
            {
                if (!json.TryReadText(out var item))
                {
                    return false;
                }

                if (field != RecordField.Other)
                {
                    records.Item(item);
                }
            }
            while (json.TrySkip((byte)','));
        }

        if (!json.TrySkip((byte)']'))
        {
            return false;
        }

        if (field != RecordField.Other)
        {
            records.EndList(field);
        }

        return true;
    }
}
