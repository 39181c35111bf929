using EnvBuild.Conda;
using EnvBuild.Diagnostics;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Version specs: what is accepted can be written and read again, and matches the same.</summary>
internal sealed class VersionSpecTarget(IEnumerable<string> seeds) : TextTarget(
    "version-spec",
    seeds,
    [
        ",", "|", "(", ")", "*", ".*", "=", "==", "!=", "<", "<=", ">", ">=", "~=", "^", "$", "^.*$", "^(a+)+$",
        "1.8", "(>=1,<2)|3", "(?=a)", "(?<!b)", "\\1", "{1,1000}", "(a|a?)+", "[a-z]", " ", "0123456789012345678",
    ])
{
    // An automaton of one regular expression may take some megabytes; its size is limited by the length of the text.
    public override long MemoryFloor => 64 << 20;

    /// <summary>A regular expression that takes too long is refused when it is used.</summary>
    public override bool IsRefusal(Exception exception) => exception is EnvBuildException;

    protected override bool Run(string text)
    {
        if (!VersionSpec.TryParse(text, out var spec, out var error))
        {
            FuzzFailureException.Unless(
                error.Offset >= 0 && error.Offset <= text.Length, "the place of the error is outside the text");
            return false;
        }

        var written = spec.ToString();
        FuzzFailureException.Unless(
            VersionSpec.TryParse(written, out var again, out _), $"its own text cannot be read: {written}");
        FuzzFailureException.Unless(
            again!.ToString() == written, $"its own text is another spec: {written}");
        foreach (var version in SampleRecords.Versions)
        {
            FuzzFailureException.Unless(
                spec.Matches(version) == again.Matches(version), $"its own text matches differently: {written}");
        }

        return true;
    }
}
