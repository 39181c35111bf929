namespace EnvBuild.Python.Resolution;

/// <summary>
/// How the pre-releases of a project are used. pip decides it by all requirements of the project together, which are known only
/// when it is over.
/// </summary>
internal enum PreReleaseUse
{
    /// <summary>Only where nothing else fulfils a requirement.</summary>
    Fallback,

    /// <summary>Behind all releases: a requirement that may or may not be among the last names one.</summary>
    Last,

    /// <summary>Like releases.</summary>
    Full,

    /// <summary>As <see cref="Fallback"/>, and for good: <see cref="Last"/> led to one that pip would not take.</summary>
    FallbackForGood,
}
