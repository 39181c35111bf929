using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Workspaces;

public sealed partial class Workspace
{
    private const int ShortestDigits = 6;
    private const int MostSuggestions = 3;

    /// <summary>The environment that a person means.</summary>
    /// <param name="subject">
    /// Name, <c>name:version</c>, reference of an image, or at least six digits from the beginning of a fingerprint,
    /// lock
    /// id or image digest.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5501: there is none. ENV5502: there are several.</exception>
    public async Task<EnvironmentVersion> ResolveAsync(string subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var (name, version) = Split(subject);
        if (await FindAsync(name, version, cancellationToken).ConfigureAwait(false) is { } exact)
        {
            return exact;
        }

        var all = await ListAsync(cancellationToken).ConfigureAwait(false);
        var matches = all.Where(environment => Answers(environment, subject)).ToList();
        return matches.Select(environment => environment.Fingerprint).Distinct().Count() switch
        {
            1 => matches[^1],
            0 => throw DiagnosticCatalog.EnvironmentNotFound.Exception(null, subject, store.Folder, Suggest(all, name)),
            _ => throw DiagnosticCatalog.EnvironmentAmbiguous.Exception(
                null,
                subject,
                string.Join(", ", matches.Select(match => $"{match.Name}:{match.Version}"))),
        };
    }

    private static (string Name, string? Version) Split(string subject)
    {
        var colon = subject.LastIndexOf(':');
        return colon > subject.LastIndexOf('/') ? (subject[..colon], subject[(colon + 1)..]) : (subject, null);
    }

    private static bool Answers(EnvironmentVersion environment, string subject)
    {
        var digits = subject.StartsWith("sha256:", StringComparison.Ordinal) ? subject["sha256:".Length..] : subject;
        return environment.Images.Any(image => image.Reference == subject)
            || (digits.Length >= ShortestDigits
                && (environment.Fingerprint.StartsWith(digits, StringComparison.Ordinal)
                    || environment.Locks.Values.Any(id => id.StartsWith(digits, StringComparison.Ordinal))
                    || environment.Images.Any(image => image.Digest.StartsWith($"sha256:{digits}", StringComparison.Ordinal))));
    }

    private static string Suggest(ImmutableArray<EnvironmentVersion> all, string name)
    {
        var near = all.Select(environment => environment.Name)
            .Distinct()
            .Where(known => known.Contains(name, StringComparison.OrdinalIgnoreCase)
                || name.Contains(known, StringComparison.OrdinalIgnoreCase))
            .Take(MostSuggestions)
            .ToList();
        return near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";
    }
}
