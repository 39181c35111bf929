using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Bases;

/// <summary>The Debian release and mirror that this machine takes its own packages from.</summary>
internal sealed record DebianMirror(string Codename, string SourceLine)
{
    public static async Task<DebianMirror> FindAsync(CancellationToken cancellationToken)
    {
        var apt = RequiredTool.Find("apt-get", "apt");
        var targets = await new ProcessSpec(
            apt,
            "indextargets",
            "--format",
            "$(LABEL) $(CODENAME) $(COMPONENT) $(REPO_URI)",
            "Created-By: Packages").RunAsync(cancellationToken);
        // The updates and security archives have further codenames; the shortest is the release itself.
        var release = targets.Output.Split('\n')
            .Select(line => line.Split(' '))
            .Where(fields => fields is ["Debian", _, "main", _])
            .OrderBy(fields => fields[1].Length)
            .FirstOrDefault();
        if (release is null)
        {
            Assert.Inconclusive("apt knows no Debian archive ('apt-get update' was not run, or this is not Debian).");
        }

        return new DebianMirror(release[1], $"deb {release[3]} {release[1]} main");
    }
}
