using System.Text.RegularExpressions;

namespace EnvBuild.Python.Wheels;

/// <summary>What a wheel puts into an environment, found out without a Python (PEP 427, 376, 610, 627).</summary>
/// <param name="Name">Name of the distribution, as its <c>.dist-info</c> folder has it.</param>
/// <param name="Version">Version, as its <c>.dist-info</c> folder has it.</param>
/// <param name="Files">The files, sorted by path; no two at one place.</param>
public sealed partial record WheelInstallation(string Name, string Version, IReadOnlyList<InstalledFile> Files)
{
    /// <summary>
    /// Where members are not what RECORD says (PEP 427), as sentences. pip never looks: wheels that were changed by hand are
    /// about, and whether the archive is the right one is told by its own hash.
    /// </summary>
    public IReadOnlyList<string> Contradictions { get; init; } = [];

    /// <summary>
    /// Plans the installation of a wheel. Every member is read once, and compared with what RECORD says of it. That name, version, tags and required Python fit is the business of who chose the wheel.
    /// </summary>
    /// <param name="archive">The wheel.</param>
    /// <param name="target">Where and how it is installed.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="WheelException">The wheel is damaged or breaks a rule.</exception>
    /// <exception cref="ArgumentException">The prefix cannot stand in a shebang.</exception>
    public static async Task<WheelInstallation> PlanAsync(
        WheelArchive archive, WheelTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(target);
        if (!ShellSafePath().IsMatch(target.InterpreterPath))
        {
            throw new ArgumentException($"'{target.Prefix}' cannot stand in a shebang.", nameof(target));
        }

        var planner = new WheelPlanner(archive, target, DistInfo.Find(archive));
        return await planner.PlanAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An absolute path that a kernel, a shell in quotes and Python read alike.</summary>
    [GeneratedRegex(@"^/[^\x00-\x1F""'`$\\]*\z")]
    private static partial Regex ShellSafePath();
}
