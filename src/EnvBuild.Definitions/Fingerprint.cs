using EnvBuild.Definitions.Fingerprints;

namespace EnvBuild.Definitions;

/// <summary>
/// What was asked for, as a digest: equal for definitions of equal meaning, different for all others. The bytes that
/// are hashed are described in <c>docs/fingerprint.md</c>.
/// </summary>
/// <param name="Value">SHA-256 over the branches, 64 lower-case hex digits.</param>
/// <param name="Branches">Digests of the parts.</param>
public sealed record Fingerprint(string Value, FingerprintBranches Branches)
{
    /// <summary>Version of the form that is hashed.</summary>
    public const int FormatVersion = 1;

    /// <summary>Computes the fingerprint of a definition.</summary>
    /// <param name="environment">The definition.</param>
    public static Fingerprint Compute(Environment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var branches = CanonicalForm.Branches(environment).ToDictionary(
            branch => branch.Name, branch => branch.Digest());
        var root = new CanonicalBranch("root");
        foreach (var name in CanonicalForm.BranchNames)
        {
            root.AddText(name).AddText(branches[name]);
        }

        return new Fingerprint(root.Digest(), new FingerprintBranches(
            branches["base"], branches["steps"], branches["conda"], branches["pip"], branches["spark"]));
    }

    /// <summary>The texts that are hashed, a line for each, for people who ask why a fingerprint moved.</summary>
    /// <param name="environment">The definition.</param>
    /// <returns>Branch and text, in the order in which they are hashed.</returns>
    public static IReadOnlyList<FingerprintPart> Explain(Environment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return [.. CanonicalForm.Branches(environment).SelectMany(branch => branch.Parts)];
    }

    /// <summary>The value.</summary>
    public override string ToString() => Value;
}
