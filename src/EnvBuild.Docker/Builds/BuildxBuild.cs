using System.Diagnostics;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Connections;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Docker.Builds;

/// <summary>A build by BuildKit, through <c>docker buildx</c>, which can hand over secrets.</summary>
internal sealed class BuildxBuild(
    EngineConnection connection, BlobStore store, BuildxCommand command, BuildPlan plan, BuildRequest request)
{
    private const long LargestSecret = 512 * 1024;

    /// <summary>Runs the build; BuildKit itself takes away what a failed one leaves.</summary>
    /// <returns>Id of the image.</returns>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var mask = await ReadSecretsAsync(cancellationToken).ConfigureAwait(false);
        var idFile = await store.GetTemporaryPathAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.DoAsync(
                "run the build", token => BuildAsync(idFile, mask, token), cancellationToken).ConfigureAwait(false);
            return (await File.ReadAllTextAsync(idFile, cancellationToken).ConfigureAwait(false)).Trim();
        }
        catch (FileNotFoundException exception)
        {
            throw EngineFailure.Invalid(
                connection.Endpoint, "run the build", "it ended without naming an image", exception);
        }
        finally
        {
            File.Delete(idFile);
        }
    }

    private async Task<SecretMask> ReadSecretsAsync(CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var secret in request.Secrets)
        {
            try
            {
                if (new FileInfo(secret.File).Length <= LargestSecret)
                {
                    texts.Add(await File.ReadAllTextAsync(secret.File, cancellationToken).ConfigureAwait(false));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new EnvBuildException(
                    [
                        DiagnosticCatalog.BuildFileUnreadable.At(
                            plan.FileLocation,
                            secret.File,
                            $"the secret '{secret.Id}'",
                            exception is FileNotFoundException ? "there is no such file" : exception.Message.TrimEnd('.')),
                    ],
                    exception);
            }
        }

        return SecretMask.For(texts);
    }

    private async Task BuildAsync(string idFile, SecretMask mask, CancellationToken cancellationToken)
    {
        var progress = new BuildProgress(plan, connection.Reporter, mask);
        var output = new BuildxOutput(progress);
        using var process = Process.Start(command.ToStartInfo(Arguments(idFile)))!;
        try
        {
            var reading = Task.WhenAll(
                ReadAsync(process.StandardError, output.Observe, cancellationToken),
                ReadAsync(process.StandardOutput, static _ => { }, cancellationToken));
            await SendContextAsync(process, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        if (process.ExitCode != 0)
        {
            throw progress.Fail(output.Failure ?? $"docker buildx ended with {process.ExitCode}", 0);
        }

        progress.Finish();
    }

    private async Task SendContextAsync(Process process, CancellationToken cancellationToken)
    {
        var input = process.StandardInput.BaseStream;
        await using (input.ConfigureAwait(false))
        {
            try
            {
                await BuildContextArchive.WriteAsync(plan, request.Files, input, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (IOException) when (!cancellationToken.IsCancellationRequested)
            {
                // It closed its input because it has failed, and says why.
            }
        }
    }

    private IEnumerable<string> Arguments(string idFile) =>
    [
        "build",
        // That of the engine, which alone has the images that the engine has.
        "--builder=default",
        "--progress=plain",
        "--load",
        $"--iidfile={idFile}",
        $"--file={plan.Name}",
        $"--platform={request.Platform}",
        .. (string[])(request.HasNetwork ? [] : ["--network=none"]),
        .. request.Arguments.Select(pair => $"--build-arg={pair.Key}={pair.Value}"),
        .. request.Secrets.Select(secret => $"--secret=id={secret.Id},src={secret.File}"),
        "-",
    ];

    private static async Task ReadAsync(TextReader reader, Action<string> observe, CancellationToken cancellationToken)
    {
        var lines = new OutputLines(observe);
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            lines.Add(new string(buffer, 0, count));
        }

        lines.Finish();
    }
}
