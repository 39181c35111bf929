using System.Runtime.InteropServices;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>
/// The beginning of an index file. Offsets are bytes from the start of the file. The file is made and read on one
/// machine: one that another kind of machine wrote has another mark, and is made anew.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IndexHeader
{
    /// <summary>Changes with every change of the layout, and with the order of bytes of the machine.</summary>
    public const ulong CurrentMark = 0x0002_4F50_4552_4245;

    public ulong Mark;
    public long Length;
    public long Records;
    public long Order;
    public long Names;
    public long StringStarts;
    public long StringBytes;
    public long ListStarts;
    public long ListBytes;

    /// <summary>Where the content ends and the hashes of its blocks start.</summary>
    public long Hashes;
    public int RecordCount;
    public int NameCount;
    public int StringCount;
    public int ListCount;
    public int BaseUrl;
    public int RelationBase;
    public int RelationOverrides;

    /// <summary>What the channel says of records in revisions that are not read (CEP 48).</summary>
    public int UnreadRevisions;
}
