using EnvBuild.Conda;
using EnvBuild.Diagnostics;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Match specs: canonical texts are stable, and match the same.</summary>
internal sealed class MatchSpecTarget(IEnumerable<string> seeds) : TextTarget(
    "match-spec",
    seeds,
    [
        "::", ":", "[", "]", "='", "'", "\"", "=", "==", " ", "*", ",", "|", ">=1", "<2", "~=1.2", "version=",
        "build=", "channel=",
        "subdir=", "md5=", "sha256=", "url=", "fn=", "track_features=", "build_number=", "license=", "extras=[a,b]",
        "when='a'",
        "flags=", "(optional)", "(target=a)", "#", " if ", "@", "conda-forge/linux-64::",
        "https://u:p@h/t/x/c/noarch/a-1-0.conda",
        ".conda", ".tar.bz2", "/", "\\", "^", "$", "^(a+)+$", "~/", "./", "C:\\", "%", "%2F", "[noarch]",
    ])
{
    // An automaton of one regular expression may take some megabytes; its size is limited by the length of the text.
    public override long MemoryFloor => 64 << 20;

    /// <summary>A regular expression that takes too long is refused when it is used.</summary>
    public override bool IsRefusal(Exception exception) => exception is EnvBuildException;

    protected override bool Run(string text)
    {
        if (!MatchSpec.TryParse(text, out var spec, out var error))
        {
            FuzzFailureException.Unless(
                error.Offset >= 0 && error.Offset <= text.Length, "the place of the error is outside the text");
            return false;
        }

        var written = spec.ToString();
        FuzzFailureException.Unless(
            MatchSpec.TryParse(written, out var again, out _), $"its own text cannot be read: {written}");
        FuzzFailureException.Unless(
            again!.ToString() == written, $"its own text is another spec: {written}");
        FuzzFailureException.Unless(spec.Equals(again), "its own text is not equal to it");
        _ = spec.PackageName;
        foreach (var record in SampleRecords.Records)
        {
            FuzzFailureException.Unless(
                spec.Matches(record) == again.Matches(record), $"its own text matches differently: {written}");
        }

        return true;
    }
}
