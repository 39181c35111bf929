using System.Runtime.InteropServices;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>A record while its fields come in; used again for the next one.</summary>
/// <param name="lists">Table of lists.</param>
internal sealed class RecordDraft(SpanInterner lists)
{
    private readonly int[] _rare = new int[RareField.Count];
    private RecordEntry _entry;
    private bool _hasRare;

    internal ref RecordEntry Entry => ref _entry;

    /// <summary>Whether name, version and build came.</summary>
    internal bool IsWhole => _entry.Name != 0 && _entry.Version != 0 && _entry.Build != 0;

    internal void Clear()
    {
        _entry = default;
        if (_hasRare)
        {
            Array.Clear(_rare);
            _hasRare = false;
        }
    }

    internal void SetRare(int field, int value)
    {
        _rare[field] = value;
        _hasRare |= value != 0;
    }

    /// <summary>Takes 64 hexadecimal digits; other texts are no hash.</summary>
    internal void SetSha256(ReadOnlySpan<byte> digits)
    {
        if (TryReadHash(digits, MemoryMarshal.AsBytes((Span<ulong>)_entry.Sha256)))
        {
            _entry.Traits |= RecordTraits.HasSha256;
        }
    }

    /// <summary>Takes 32 hexadecimal digits; other texts are no hash.</summary>
    internal void SetMd5(ReadOnlySpan<byte> digits)
    {
        if (TryReadHash(digits, MemoryMarshal.AsBytes((Span<ulong>)_entry.Md5)))
        {
            _entry.Traits |= RecordTraits.HasMd5;
        }
    }

    internal RecordEntry Finish()
    {
        _entry.Rare = _hasRare ? lists.Intern(MemoryMarshal.AsBytes<int>(_rare)) : 0;
        return _entry;
    }

    private static bool TryReadHash(ReadOnlySpan<byte> digits, Span<byte> hash) =>
        digits.Length == hash.Length * 2
        && Convert.FromHexString(digits, hash, out _, out _) == System.Buffers.OperationStatus.Done;
}
