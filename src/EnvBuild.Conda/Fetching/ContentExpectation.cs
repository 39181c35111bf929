using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>Compares what came with what was expected.</summary>
internal static class ContentExpectation
{
    public static bool IsVerifiable(PackageSource source) => source.Sha256 is not null || source.Md5 is not null;

    /// <summary>What is wrong with the content; <see langword="null"/> if nothing is.</summary>
    public static Diagnostic? FindMismatch(PackageSource source, FetchedPackage actual)
    {
        if (source.Size is { } size && size != actual.Size)
        {
            return Mismatch(source, "a size of", size, actual.Size);
        }

        return (source.Sha256, source.Md5) switch
        {
            ({ } sha256, _) when !Same(sha256, actual.Sha256) => Mismatch(source, "SHA-256", sha256, actual.Sha256),
            (null, { } md5) when !Same(md5, actual.Md5) => Mismatch(source, "MD5", md5, actual.Md5),
            _ => null,
        };
    }

    private static bool Same(string expected, string actual) =>
        string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase);

    private static Diagnostic Mismatch(PackageSource source, string what, object expected, object actual) =>
        DiagnosticCatalog.PackageHashMismatch.At(
            null, source.FileName, DisplayUrl.Of(source.Url), what, expected, actual);
}
