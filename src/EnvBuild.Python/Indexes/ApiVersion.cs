using System.Globalization;

namespace EnvBuild.Python.Indexes;

/// <summary>The version of the index interface that a page is written in (PEP 629).</summary>
internal static class ApiVersion
{
    private const int SupportedMajor = 1;

    /// <summary>Refuses a later major version; a later minor one is read, and so is a page without version.</summary>
    /// <exception cref="IndexPageException">The version is no version, or too new.</exception>
    public static void Check(string? version, Uri url)
    {
        if (version is null)
        {
            return;
        }

        var isNumber = int.TryParse(version.Split('.')[0].Trim(), NumberStyles.None, null, out var major);
        if (!isNumber || major != SupportedMajor)
        {
            throw new IndexPageException(
                url,
                $"it is written in version '{version}' of the index interface, only {SupportedMajor}.x is known");
        }
    }
}
