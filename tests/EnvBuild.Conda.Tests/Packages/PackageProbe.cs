using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>Opens, links and reads an archive, and says what was wrong with it.</summary>
internal static class PackageProbe
{
    public static async Task<Diagnostic?> TryAsync(string path, PackageArchiveOptions? options = null)
    {
        try
        {
            await using var archive = await PackageArchive.OpenAsync(
                path, options ?? PackageArchiveOptions.Default, CancellationToken.None);
            var package = await PackageLinker.LinkAsync(
                archive, new("u", "c", "f", "s", "m", 1), LinkedTree.Options, CancellationToken.None);
            foreach (var entry in package.Entries)
            {
                await entry.Content.WriteToAsync(Stream.Null, CancellationToken.None);
            }

            return null;
        }
        catch (EnvBuildException exception)
        {
            return exception.Diagnostics.Single();
        }
    }
}
