using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>
/// A record as it lies in the index, 120 bytes. Texts and lists are numbers of their tables; 0 is none.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RecordEntry
{
    public long BuildNumber;
    public long Size;
    public long Timestamp;
    public long IndexedTimestamp;
    public Sha256Bytes Sha256;
    public Md5Bytes Md5;
    public int Name;
    public int Version;
    public int Build;

    /// <summary>0 where the name of the file is that of the package: name, version and build (CEP 26).</summary>
    public int FileName;
    public int Depends;
    public int Constrains;
    public int License;
    public int LicenseFamily;

    /// <summary>A list of what few records have; see <see cref="RareField"/>.</summary>
    public int Rare;
    public RecordTraits Traits;

    [InlineArray(4)]
    internal struct Sha256Bytes
    {
        private ulong _first;
    }

    [InlineArray(2)]
    internal struct Md5Bytes
    {
        private ulong _first;
    }
}
