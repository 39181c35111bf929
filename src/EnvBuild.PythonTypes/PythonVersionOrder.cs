using System.Collections.Immutable;
using System.Numerics;

namespace EnvBuild.Python;

/// <summary>The total order of PEP 440: dev &lt; pre &lt; release &lt; post, then the local version.</summary>
internal static class PythonVersionOrder
{
    public static int Compare(PythonVersion left, PythonVersion right)
    {
        var result = left.Epoch.CompareTo(right.Epoch);
        result = result != 0 ? result : CompareRelease(left.SignificantRelease(), right.SignificantRelease());
        result = result != 0 ? result : PreRank(left).CompareTo(PreRank(right));
        result = result != 0 ? result : Nullable.Compare(left.Pre, right.Pre);
        result = result != 0 ? result : Nullable.Compare(left.Post, right.Post);
        result = result != 0 ? result : CompareDev(left.Dev, right.Dev);
        return result != 0 ? result : CompareLocal(left.Local, right.Local);
    }

    private static int CompareRelease(ReadOnlySpan<BigInteger> left, ReadOnlySpan<BigInteger> right) =>
        left.SequenceCompareTo(right);

    // A development release of the release itself sorts before its pre-releases; one without either sorts last.
    private static int PreRank(PythonVersion version) =>
        version.Pre is not null ? 1 : version is { Post: null, Dev: not null } ? 0 : 2;

    private static int CompareDev(BigInteger? left, BigInteger? right) =>
        (left, right) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => left.Value.CompareTo(right.Value),
        };

    private static int CompareLocal(ImmutableArray<string> left, ImmutableArray<string> right)
    {
        for (var index = 0; index < Math.Min(left.Length, right.Length); index++)
        {
            var result = CompareLocalSegment(left[index], right[index]);
            if (result != 0)
            {
                return result;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareLocalSegment(string left, string right)
    {
        var leftIsNumber = char.IsAsciiDigit(left[0]) && left.All(char.IsAsciiDigit);
        var rightIsNumber = char.IsAsciiDigit(right[0]) && right.All(char.IsAsciiDigit);
        return (leftIsNumber, rightIsNumber) switch
        {
            (true, true) => BigInteger.Parse(left).CompareTo(BigInteger.Parse(right)),
            (true, false) => 1,
            (false, true) => -1,
            _ => string.CompareOrdinal(left, right),
        };
    }
}
