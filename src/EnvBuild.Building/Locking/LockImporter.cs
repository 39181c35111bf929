using System.Collections.Immutable;
using System.Text;
using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Locks.Foreign;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Locking;

/// <summary>Makes locks of other tools the lock of a definition, if they fit it.</summary>
internal sealed class LockImporter(LockMaker maker, LockCompletion completion)
{
    private const int MostNamed = 5;
    private readonly List<Diagnostic> _warnings = [];

    /// <summary>What the locks hold and ours cannot, and what they do not tell.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    /// <summary>Reads and checks the locks.</summary>
    /// <exception cref="EnvBuildException">
    /// A lock cannot be read (ENV3052, ENV3055), or does not meet the definition (ENV3053).
    /// </exception>
    public async Task<ResolvedLock> ImportAsync(
        LockTarget target, LockImport import, CancellationToken cancellationToken)
    {
        var platform = target.Platforms is [var only] ? only : null;
        var foreign = await ForeignLocks.ReadAsync(import, platform, cancellationToken).ConfigureAwait(false);
        _warnings.AddRange(foreign.Warnings);
        var source = string.Join(", ", import.Paths.Select(Path.GetFileName));
        CheckMet(target, foreign.Lock, source);
        var completed = await completion
            .CompleteAsync(foreign.Lock, target, foreign.Format == ForeignLockFormat.Explicit, cancellationToken)
            .ConfigureAwait(false);
        WarnOfUnknown(import.Paths[0], completed);
        var whole = await maker.CompleteAsync(Adopt(completed, target), target, cancellationToken)
            .ConfigureAwait(false);
        return new ResolvedLock(whole, Encoding.UTF8.GetBytes(LockWriter.Write(whole)), IsNew: true);
    }

    // What is told of another definition and its base does not hold for this one.
    private static CondaLock Adopt(CondaLock foreign, LockTarget target) => foreign with
    {
        Sources = [Path.GetFileName(target.Environment.Path)],
        Channels = foreign.Channels.IsEmpty
            ? [.. target.Environment.EffectiveChannels.Select(channel => channel.Text)]
            : foreign.Channels,
        ContentHashes = foreign.Platforms.ToImmutableSortedDictionary(
            platform => platform, _ => target.Fingerprint, StringComparer.Ordinal),
        CustomMetadata = foreign.CustomMetadata.RemoveRange(
            foreign.Platforms.Select(LockMetadata.Base).Append(LockMetadata.Fingerprint)),
        Packages =
        [
            .. foreign.Packages.Select(package =>
                package with { Url = LockAddresses.Relate(package.Url, target.Folder) }),
        ],
    };

    private static void CheckMet(LockTarget target, CondaLock foreign, string source)
    {
        var missing = target.MissingFrom(foreign).Select(platform => DiagnosticCatalog.ForeignLockUnmet.At(
            new SourceLocation(target.Environment.Path), source, $"has no packages for {platform}"));
        var unmet = target.Platforms.Intersect(foreign.Platforms).SelectMany(platform =>
            ForeignLock.FindAllUnmet(target.Environment, foreign, platform).Select(requirement =>
                DiagnosticCatalog.ForeignLockUnmet.At(
                    requirement.Location,
                    source,
                    $"has nothing for {platform} that meets '{requirement.Text}'"
                        + ForeignLock.DescribeFound(requirement, foreign, platform))));
        ImmutableArray<Diagnostic> problems = [.. missing, .. unmet];
        if (!problems.IsEmpty)
        {
            throw new EnvBuildException(problems);
        }
    }

    private void WarnOfUnknown(string path, CondaLock completed)
    {
        var unverifiable = completed.Packages
            .Where(package => package is { Manager: LockedPackage.CondaManager, Sha256: null })
            .Select(package => package.FileName)
            .Distinct()
            .ToList();
        if (unverifiable.Count > 0)
        {
            Warn("neither it nor a channel tells the SHA-256 of {0}, so that a build will refuse them", unverifiable);
        }

        var unordered = completion.Unknown.Except(unverifiable).Distinct().ToList();
        if (unordered.Count > 0)
        {
            Warn("neither it nor a channel tells what {0} need, so that they are installed by name", unordered);
        }

        void Warn(string format, List<string> files)
        {
            var named = string.Join(", ", files.Take(MostNamed))
                + (files.Count > MostNamed ? $" and {files.Count - MostNamed} more" : "");
            _warnings.Add(DiagnosticCatalog.ForeignLockReduced.At(
                new SourceLocation(path), format.Replace("{0}", named, StringComparison.Ordinal)));
        }
    }
}
