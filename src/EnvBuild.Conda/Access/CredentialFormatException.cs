namespace EnvBuild.Conda.Access;

/// <summary>A file of credentials is not of its form.</summary>
/// <param name="message">What is wrong; free of secrets.</param>
/// <param name="line">Line, from 1.</param>
internal sealed class CredentialFormatException(string message, int line) : FormatException(message)
{
    public int Line => line;
}
