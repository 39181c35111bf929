namespace EnvBuild.Python.Tags;

/// <summary>C library of a Linux system.</summary>
public enum LibcKind
{
    /// <summary>GNU's: wheels are <c>manylinux</c> (PEP 600).</summary>
    Glibc,

    /// <summary>musl: wheels are <c>musllinux</c> (PEP 656).</summary>
    Musl,
}
