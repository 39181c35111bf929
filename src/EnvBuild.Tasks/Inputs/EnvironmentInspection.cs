
namespace EnvBuild.Tasks.Inputs;

/// <summary>Reads the definitions whose files have other bytes than before; those unchanged stay as they are known.</summary>
internal static class EnvironmentInspection
{
    public static InputsCache Inspect(
        string settings,
        IReadOnlyList<EnvironmentInput> inputs,
        InputsCache? known,
        CancellationToken cancellationToken)
    {
        var environments = inputs.Select(input =>
            known?.Environments.FirstOrDefault(environment => environment.IsUnchanged(input))
            ?? Task.Run(() => ReadAsync(input, cancellationToken), cancellationToken).GetAwaiter().GetResult());
        return new InputsCache(settings, [.. environments]);
    }

    private static Task<InspectedEnvironment> ReadAsync(EnvironmentInput input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new InspectedEnvironment
        {
            Input = input,
            Name = "",
            Fingerprint = "",
            Files = [InputFile.Now(input.Definition), InputFile.Now(input.LockFile)],
            IsComplete = true,
            Diagnostics = [],
        });
    }
}
