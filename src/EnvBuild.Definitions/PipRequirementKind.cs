namespace EnvBuild.Definitions;

/// <summary>How a pip requirement names what it wants.</summary>
public enum PipRequirementKind
{
    /// <summary>A requirement of PEP 508.</summary>
    Named,

    /// <summary>An address alone, such as <c>git+https://…</c> or the address of a wheel.</summary>
    Address,

    /// <summary>A wheel or source archive on this machine.</summary>
    LocalFile,

    /// <summary>A project folder on this machine.</summary>
    LocalFolder,

    /// <summary>A text with a placeholder that nobody has filled in yet.</summary>
    Placeholder,
}
