using System.Runtime.InteropServices;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>A name, and which places of the order of records are its own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NameEntry
{
    public int Name;
    public int Start;
    public int Count;
}
