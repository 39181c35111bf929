using System.Collections.Immutable;
using System.Globalization;
using EnvBuild.Conda;

namespace EnvBuild.Definitions.Fingerprints;

/// <summary>What of a definition is hashed, in which order (<c>docs/fingerprint.md</c>).</summary>
internal static class CanonicalForm
{
    public static ImmutableArray<string> BranchNames { get; } = ["base", "steps", "conda", "pip", "spark"];

    public static IEnumerable<CanonicalBranch> Branches(Environment environment)
    {
        yield return Base(environment);
        yield return Steps(environment);
        yield return Conda(environment);
        yield return Pip(environment);
        yield return Spark(environment);
    }

    private static CanonicalBranch Base(Environment environment) => new CanonicalBranch("base")
        .AddField("kind", Kind(environment.Base.Kind))
        .AddField("image", environment.Base.Canonical)
        .AddField("from", environment.From ?? "")
        .AddField("packages-managed-by", environment.PackagesManagedBy == PackagesManagedBy.User ? "user" : "system");

    private static CanonicalBranch Steps(Environment environment)
    {
        var build = environment.Build;
        return new CanonicalBranch("steps")
            .AddList("step", [.. environment.Steps.Select(step => step.Text)])
            .AddField("context", build is { ContextFolder: null, DockerfileText: null } ? build.ContextPath : "")
            .AddField("dockerfile", build?.DockerfilePath ?? "")
            .AddList("file", [.. (build?.Files ?? []).Select(File)]);
    }

    private static CanonicalBranch Conda(Environment environment)
    {
        var branch = new CanonicalBranch("conda")
            .AddList("channel", [.. environment.Channels.Select(channel => channel.Canonical)])
            .AddField("defaults", environment.NoDefaultChannels ? "nodefaults" : "")
            .AddSet("package", [.. environment.CondaPackages.Select(Package), .. Placeholders(environment)])
            .AddSet("virtual-package", environment.VirtualPackages.Select(package => $"{package.Key}={package.Value}"));
        var settings = Settings(environment).ToArray();
        return settings.Length == 0 ? branch : branch.AddSet("setting", settings);
    }

    private static IEnumerable<string> Settings(Environment environment)
    {
        if (environment.ChannelPriority is { } priority and not ChannelPriority.Strict)
        {
            yield return priority == ChannelPriority.Flexible ? "channel-priority=flexible" : "channel-priority=disabled";
        }

        if (environment.ExcludeNewer is { } limit)
        {
            var time = limit.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            yield return $"exclude-newer={time}";
        }

        foreach (var pin in environment.PinnedPackages)
        {
            yield return $"pinned-package={Package(pin)}";
        }
    }

    private static CanonicalBranch Pip(Environment environment) => new CanonicalBranch("pip")
        .AddSet("requirement", environment.Pip.Requirements.Select(requirement => requirement.Canonical))
        .AddSet("constraint", environment.Pip.Constraints.Select(requirement => requirement.Canonical))
        .AddList("option", [.. environment.Pip.Options.Select(option => option.Canonical)]);

    private static CanonicalBranch Spark(Environment environment)
    {
        var spark = environment.Spark;
        var isPrecached = spark is { Packages.IsEmpty: false, Precache: true };
        return new CanonicalBranch("spark")
            .AddSet("package", (spark?.Packages ?? []).Select(package => package.Coordinates))
            .AddList("repository", spark?.Repositories ?? [])
            .AddField("precache", isPrecached ? "precache" : "");
    }

    private static string Package(CondaRequirement package) => CanonicalSpec.Of(package.Spec);

    private static IEnumerable<string> Placeholders(Environment environment) =>
        from placeholder in environment.Placeholders
        where placeholder.Section == PlaceholderSection.Conda
        select string.Concat(placeholder.Text.Where(character => !char.IsWhiteSpace(character)));

    private static string File(ContextFile file)
    {
        var kind = file.Kind switch
        {
            ContextFileKind.Executable => "executable",
            ContextFileKind.Link => "link",
            _ => "plain",
        };
        return $"{kind} {file.Sha256} {file.Path}";
    }

    private static string Kind(BaseKind kind) => kind switch
    {
        BaseKind.Scratch => "scratch",
        BaseKind.OciLayout => "oci",
        BaseKind.OciArchive => "oci-archive",
        BaseKind.DockerArchive => "docker-archive",
        BaseKind.Registry => "registry",
        BaseKind.Dockerfile => "dockerfile",
        _ => "placeholder",
    };
}
