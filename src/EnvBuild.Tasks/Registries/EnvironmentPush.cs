using System.Collections.Immutable;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Workspaces;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks.Registries;

/// <summary>One environment on its way to a registry.</summary>
/// <param name="Name">Name of the environment.</param>
/// <param name="Items">Its <c>EnvironmentImage</c> items, one for each platform.</param>
/// <param name="Target">Where they go.</param>
internal sealed record EnvironmentPush(string Name, ImmutableArray<ITaskItem> Items, RegistryReference Target)
{
    public ImmutableArray<EnvironmentImage> Images =>
    [
        .. Items.Select(item => new EnvironmentImage(
            item.GetMetadata("Platform"), item.GetMetadata("Image"), item.GetMetadata("Digest"))),
    ];

    public string FingerprintTag => EnvironmentName.FingerprintTag(Items[0].GetMetadata("Fingerprint"));

    /// <summary>Lets the items say where their image is.</summary>
    public void Tell(PushOutcome outcome)
    {
        var byDigest = outcome.Reference with { Tag = null };
        foreach (var item in Items)
        {
            item.SetMetadata("RegistryImage", Target.ToString());
            item.SetMetadata("RegistryDigestReference", byDigest.ToString());
        }
    }

    /// <summary>
    /// <c>environment 'iris' (linux-64): pushed host/iris:1 sha256:0123456789ab… (3 sent, 0 mounted, 2 there)</c>.
    /// </summary>
    public string Line(PushOutcome outcome)
    {
        var platforms = string.Join(", ", Items.Select(item => item.GetMetadata("Platform")));
        var digest = outcome.Reference.Digest!.Value.ToString();
        return $"environment '{Name}' ({platforms}): pushed {Target} {digest.AsSpan(0, 19)}… " +
            $"({outcome.Sent} sent, {outcome.Mounted} mounted, {outcome.Present} there)";
    }
}
