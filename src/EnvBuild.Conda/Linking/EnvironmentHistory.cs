using System.Security.Cryptography;
using System.Text;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Linking;

/// <summary>
/// Makes <c>conda-meta/history</c>, the file that turns a folder into a conda environment (CEP 32) and tells conda
/// which packages were asked for. It belongs to the environment, not to a package.
/// </summary>
public static class EnvironmentHistory
{
    // The format wants a time; an image has none.
    private const string NoTime = "1970-01-01 00:00:00";

    /// <summary>Makes the entry.</summary>
    /// <param name="distributions">All packages, each <c>channel/subdir::name-version-build</c>, in any order.</param>
    /// <param name="updateSpecs">Match specs that were asked for, in any order.</param>
    public static LinkedEntry Create(IEnumerable<string> distributions, IEnumerable<string> updateSpecs)
    {
        ArgumentNullException.ThrowIfNull(distributions);
        ArgumentNullException.ThrowIfNull(updateSpecs);
        var text = new StringBuilder($"==> {NoTime} <==\n");
        foreach (var distribution in Sort(distributions))
        {
            text.Append('+').Append(distribution).Append('\n');
        }

        text.Append("# update specs: [").AppendJoin(", ", Sort(updateSpecs).Select(Quote)).Append("]\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return new LinkedEntry
        {
            Path = "conda-meta/history",
            Kind = LinkedEntryKind.File,
            Mode = 0x1A4, // rw-r--r--
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Content = Content.FromBytes(bytes),
        };
    }

    private static IEnumerable<string> Sort(IEnumerable<string> texts) =>
        texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    // conda reads the list as a Python literal.
    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
