using System.Security.Cryptography;
using System.Text;
using EnvBuild.Building.Locking;
using EnvBuild.Definitions;

namespace EnvBuild.Building.Bases;

/// <summary>Name under which the result of steps is found again: a hash of all that they depend on.</summary>
internal static class StepKey
{
    /// <param name="target">The definition; of its fingerprint, the branches of the base and the steps count.</param>
    /// <param name="platform">Conda subdir.</param>
    /// <param name="baseDigest">Digest of the image below; <see langword="null"/> for none.</param>
    public static string For(LockTarget target, string platform, string? baseDigest)
    {
        var branches = Fingerprint.Compute(target.Environment).Branches;
        var text = $"envbuild-steps-1\n{branches.Base}\n{branches.Steps}\n{platform}\n{baseDigest ?? "scratch"}\n";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
