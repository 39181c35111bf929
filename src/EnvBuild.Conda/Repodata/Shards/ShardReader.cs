using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata.Shards;

/// <summary>Reads the records of a shard (CEP 16): MessagePack with the keys of <c>repodata.json</c>.</summary>
/// <param name="builder">The index that takes the records.</param>
internal sealed class ShardReader(IndexBuilder builder)
{
    private readonly RecordWriter _records = new(builder);
    private HashSet<string> _needed = [];

    /// <summary>Reads a shard.</summary>
    /// <param name="bytes">MessagePack.</param>
    /// <param name="needed">Takes the names of the packages that the records depend on.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal void Read(ReadOnlySpan<byte> bytes, HashSet<string> needed)
    {
        _needed = needed;
        var reader = new MessagePackReader(bytes);
        for (var count = reader.ReadMapHeader(); count > 0; count--)
        {
            var key = reader.ReadBytes();
            if (key.SequenceEqual("packages"u8) || key.SequenceEqual("packages.conda"u8))
            {
                ReadRecords(ref reader, []);
            }
            else if (key.SequenceEqual("v3"u8))
            {
                ReadRevision(ref reader);
            }
            else if (key.SequenceEqual("removed"u8) && reader.Kind == MessagePackKind.Array)
            {
                ReadRemoved(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadRevision(ref MessagePackReader reader)
    {
        for (var count = reader.ReadMapHeader(); count > 0; count--)
        {
            byte[] extension = [(byte)'.', .. reader.ReadBytes()];
            ReadRecords(ref reader, extension);
        }
    }

    private void ReadRemoved(ref MessagePackReader reader)
    {
        for (var count = reader.ReadArrayHeader(); count > 0; count--)
        {
            builder.Removed.Add(System.Text.Encoding.UTF8.GetString(reader.ReadBytes()));
        }
    }

    private void ReadRecords(ref MessagePackReader reader, ReadOnlySpan<byte> extension)
    {
        for (var count = reader.ReadMapHeader(); count > 0; count--)
        {
            _records.Begin(reader.ReadBytes(), extension);
            for (var fields = reader.ReadMapHeader(); fields > 0; fields--)
            {
                var field = RecordFieldNames.Find(reader.ReadBytes());
                ReadField(ref reader, field);
            }

            _records.End();
        }
    }

    private void ReadField(ref MessagePackReader reader, RecordField field)
    {
        switch (reader.Kind)
        {
            case var _ when field == RecordField.Other:
                reader.Skip();
                break;
            case MessagePackKind.Text:
                _records.Text(field, reader.ReadBytes());
                break;
            case MessagePackKind.Binary:
                _records.Hash(field, reader.ReadBytes());
                break;
            case MessagePackKind.Integer:
                _records.Number(field, reader.ReadInteger());
                break;
            case MessagePackKind.True when field == RecordField.NoArch:
                reader.Skip();
                _records.IsNoArch();
                break;
            case MessagePackKind.Array:
                ReadList(ref reader, field, field == RecordField.Depends);
                _records.EndList(field);
                break;
            case MessagePackKind.Map when field == RecordField.ExtraDepends:
                ReadGroups(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadGroups(ref MessagePackReader reader)
    {
        for (var count = reader.ReadMapHeader(); count > 0; count--)
        {
            var name = _records.Intern(reader.ReadBytes());
            ReadList(ref reader, RecordField.ExtraDepends, isNeeded: true);
            _records.EndGroup(name);
        }
    }

    private void ReadList(ref MessagePackReader reader, RecordField field, bool isNeeded)
    {
        _records.BeginList(field);
        for (var count = reader.ReadArrayHeader(); count > 0; count--)
        {
            if (reader.Kind != MessagePackKind.Text)
            {
                reader.Skip();
                continue;
            }

            var text = reader.ReadBytes();
            _records.Item(text);
            if (isNeeded)
            {
                _needed.Add(DependencyName.Of(System.Text.Encoding.UTF8.GetString(text)));
            }
        }
    }
}
