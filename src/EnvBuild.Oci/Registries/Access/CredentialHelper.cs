using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EnvBuild.Oci.Registries.Json;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>
/// A program <c>docker-credential-NAME</c> of the path (docker-credential-helpers, development). Nothing of what it
/// writes is ever shown.
/// </summary>
internal sealed class CredentialHelper(string name, RegistryMachine machine, TimeProvider timeProvider)
{
    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Name of the program.</summary>
    public string Program { get; } = $"docker-credential-{name}";

    /// <summary>Asks for a credential.</summary>
    /// <param name="server">The server as docker names it.</param>
    /// <param name="origin">Where the credential is found, for people.</param>
    /// <param name="cancellationToken">Kills the program.</param>
    /// <returns>The credential, or what went wrong; neither if the helper has none.</returns>
    public async Task<(RegistryCredential? Credential, string? Problem)> GetAsync(
        string server, string origin, CancellationToken cancellationToken)
    {
        if (FindProgram() is not { } path)
        {
            return (null, "is not on the path");
        }

        using var limit = new CancellationTokenSource(Limit, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (exitCode, output) = await RunAsync(path, server, linked.Token).ConfigureAwait(false);
            return exitCode == 0 ? Read(output, origin)
                : output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase) ? (null, null)
                : (null, $"ended with exit code {exitCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"did not answer within {Limit.TotalSeconds:0} seconds");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return (null, "cannot be run");
        }
    }

    private static (RegistryCredential? Credential, string? Problem) Read(string output, string origin)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(output, AccessJsonContext.Default.HelperAnswer);
            return answer switch
            {
                { User: "<token>", Secret.Length: > 0 } =>
                    (new RegistryCredential(origin) { IdentityToken = answer.Secret }, null),
                { User.Length: > 0, Secret.Length: > 0 } =>
                    (new RegistryCredential(origin) { User = answer.User, Password = answer.Secret }, null),
                _ => (null, null),
            };
        }
        catch (JsonException)
        {
            return (null, "did not answer in the form of credential helpers");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string path, string server, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path, ["get"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            await WriteAsync(process, server, cancellationToken).ConfigureAwait(false);
            var output = await ReadAsync(process.StandardOutput, cancellationToken).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, output);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task WriteAsync(Process process, string server, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(server.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells more.
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            text.Append(buffer, 0, count);
            if (text.Length > LongestAnswer)
            {
                throw new IOException("The answer is too long.");
            }
        }

        return text.ToString();
    }

    // The framework would look into the current folder too, where a stranger's program may stand.
    private string? FindProgram()
    {
        var isName = name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
        var file = OperatingSystem.IsWindows() ? $"{Program}.exe" : Program;
        return isName
            ? (machine.Variable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Where(Path.IsPathFullyQualified)
                .Select(folder => Path.Combine(folder, file))
                .FirstOrDefault(File.Exists)
            : null;
    }
}
