using EnvBuild.Conda.Locks.Foreign;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Locks.Foreign;

/// <summary>Reads texts of locks as if they stood in files.</summary>
internal static class ForeignLocks
{
    public const string Path = "/locks/some.lock";

    public static ForeignLockOptions Options { get; } = new() { WorkingFolder = "/work" };

    public static ForeignLockFile Read(string text, ForeignLockOptions? options = null) =>
        ForeignLockReader.Read(text, Path, options ?? Options);

    /// <summary>The only diagnostic of a text that is refused.</summary>
    public static Diagnostic Refuse(string text, ForeignLockOptions? options = null) =>
        Assert.ThrowsExactly<EnvBuildException>(() => Read(text, options)).Diagnostics.Single();

    /// <summary>Its code and its line; 0 for none.</summary>
    public static (string Code, int Line) PlaceOf(Diagnostic diagnostic) =>
        (diagnostic.Code, diagnostic.Location?.Span?.Line ?? 0);
}
