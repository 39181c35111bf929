using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Lock files: what is accepted can be written and read again.</summary>
internal sealed class LockTarget(IEnumerable<string> seeds) : TextTarget(
    "lock",
    seeds,
    [
        "version: 1\n", "metadata:\n", "package:\n", "- name: a\n", "  url: ", "  hash:\n", "    sha256: ", "&a ",
        "*a", "? ", ": ", "- ", "[",
        "]", "{", "}", ",", "'", "\"", "|\n", ">\n", "!!binary ", "!!set ", "<<: *a\n", "~", "null", "---\n",
        "...\n", "%YAML 1.2\n", "\t", "\n", "#",
        "? &a [*a]\n: b\n", "&a {*a : b}", "\\", "\\u0000", "\u0085", "\u2028", "\ufeff",
    ])
{
    protected override bool Run(string text)
    {
        // Texts of files are decoded, so that no half of a surrogate pair is in them.
        var locked = LockReader.Read(text.Replace('\uD800', '\uFFFD'), "/work/environment.conda-lock.yml");
        var written = LockWriter.Write(locked);
        var again = Again(written);
        FuzzFailureException.Unless(LockWriter.Write(again) == written, "its own text is another lock");
        foreach (var package in locked.Packages)
        {
            _ = (package.FileName, package.Subdir, package.ChannelUrl, package.Dist);
        }

        return true;
    }

    public override bool IsRefusal(Exception exception) => exception is EnvBuildException;

    private static CondaLock Again(string written)
    {
        try
        {
            return LockReader.Read(written, "/work/environment.conda-lock.yml");
        }
        catch (EnvBuildException exception)
        {
            throw new FuzzFailureException($"its own text cannot be read: {exception.Message}", exception);
        }
    }
}
