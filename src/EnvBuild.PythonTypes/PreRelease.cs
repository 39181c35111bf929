using System.Numerics;

namespace EnvBuild.Python;

/// <summary>The pre-release part of a version, such as <c>rc1</c>.</summary>
/// <param name="Phase">Phase.</param>
/// <param name="Number">Its number; 0 when not written.</param>
public readonly record struct PreRelease(PreReleasePhase Phase, BigInteger Number) : IComparable<PreRelease>
{
    /// <inheritdoc/>
    public int CompareTo(PreRelease other)
    {
        var byPhase = Phase.CompareTo(other.Phase);
        return byPhase != 0 ? byPhase : Number.CompareTo(other.Number);
    }

    /// <summary>Normal form, such as <c>rc1</c>.</summary>
    public override string ToString() =>
        Phase switch { PreReleasePhase.Alpha => "a", PreReleasePhase.Beta => "b", _ => "rc" } + Number;

    /// <summary>Order of PEP 440.</summary>
    public static bool operator <(PreRelease left, PreRelease right) => left.CompareTo(right) < 0;

    /// <summary>Order of PEP 440.</summary>
    public static bool operator >(PreRelease left, PreRelease right) => left.CompareTo(right) > 0;

    /// <summary>Order of PEP 440.</summary>
    public static bool operator <=(PreRelease left, PreRelease right) => left.CompareTo(right) <= 0;

    /// <summary>Order of PEP 440.</summary>
    public static bool operator >=(PreRelease left, PreRelease right) => left.CompareTo(right) >= 0;
}
