namespace EnvBuild.Testing;

/// <summary>What a process left behind.</summary>
/// <param name="CommandLine">For messages.</param>
/// <param name="ExitCode">0 is success; 128 and the signal's number if a signal ended it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record ProcessResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test, with all that the process said, unless it ended with 0.</summary>
    public ProcessResult Succeeds() => ExitsWith(0);

    /// <summary>Fails the test, with all that the process said, unless it ended with this code.</summary>
    /// <param name="exitCode">Expected exit code.</param>
    public ProcessResult ExitsWith(int exitCode)
    {
        Assert.AreEqual(exitCode, ExitCode, ToString());
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(Environment.NewLine, CommandLine, $"exit code {ExitCode}", Output, Error);
}
