using EnvBuild.Conda;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Versions: read or refused, and in one order.</summary>
internal sealed class VersionTarget(IEnumerable<string> seeds) : TextTarget(
    "version",
    seeds,
    [
        ".", "_", "-", "+", "!", "*", "0", "1", "00", "9", "a", "rc", "dev", "post", "DEV", "1!", "+1", ".dev1",
        "18446744073709551616",
        "0123456789012345678", "2147483648",
    ])
{
    private CondaVersion _first = CondaVersion.Parse("1.0");
    private CondaVersion _second = CondaVersion.Parse("1.0rc1");

    protected override bool Run(string text)
    {
        if (!CondaVersion.TryParse(text, out var version, out var reason))
        {
            FuzzFailureException.Unless(reason.Length > 0, "a refusal has no reason");
            return false;
        }

        FuzzFailureException.Unless(
            version.Equals(CondaVersion.Parse(version.Text)), "its own text is another version");
        FuzzFailureException.Unless(version.StartsWith(version), "a version does not start with itself");
        _ = version.ReleaseNumbers;
        CheckOrder(version, _first, _second);
        CheckOrder(_first, version, _second);
        CheckOrder(_second, _first, version);
        (_first, _second) = (_second, version);
        return true;
    }

    private static void CheckOrder(CondaVersion a, CondaVersion b, CondaVersion c)
    {
        FuzzFailureException.Unless(
            Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a)), "the order is not antisymmetric");
        FuzzFailureException.Unless(a > b || b > c || a <= c, "the order is not transitive");
        FuzzFailureException.Unless(
            a != b || a.GetHashCode() == b.GetHashCode(), "equal versions differ in their hash");
        FuzzFailureException.Unless(
            a != b || Math.Sign(a.CompareTo(c)) == Math.Sign(b.CompareTo(c)), "equal versions are ordered differently");
        FuzzFailureException.Unless(a != b || c.StartsWith(a) == c.StartsWith(b) || a.Text != b.Text, "prefix");
    }
}
