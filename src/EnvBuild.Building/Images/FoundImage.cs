using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using EnvBuild.Building.Layers;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;

namespace EnvBuild.Building.Images;

/// <summary>A finished image as it is remembered: a line for the digest, then a line for each warning of its making.</summary>
/// <param name="Digest">Digest of its manifest.</param>
/// <param name="Warnings">Told again whenever it is reused.</param>
internal sealed record FoundImage(Digest Digest, ImmutableArray<Diagnostic> Warnings)
{
    public static bool TryParse(byte[] bytes, [NotNullWhen(true)] out FoundImage? found)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var warnings = lines.Skip(1)
            .Select(line => line.Split('\t', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => new WrittenWarning(parts[0], parts[1]).ToDiagnostic())
            .OfType<Diagnostic>();
        found = Digest.TryParse(lines[0], out var digest) ? new FoundImage(digest, [.. warnings]) : null;
        return found is not null;
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Join(
        '\n',
        Warnings.Select(warning => $"{warning.Code}\t{warning.Message.Replace('\n', ' ')}")
            .Prepend(Digest.ToString())));
}
