using EnvBuild.Building;
using EnvBuild.Definitions;
using EnvBuild.Tasks.Reporting;

namespace EnvBuild.Tasks.Inputs;

/// <summary>
/// Reads the definitions whose files have other bytes than before; those unchanged stay as they are known.
/// </summary>
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

    private static async Task<InspectedEnvironment> ReadAsync(
        EnvironmentInput input, CancellationToken cancellationToken)
    {
        // Taken before the reading: a file that changes meanwhile is read again by the next build.
        var before = new[] { InputFile.Now(input.Definition), InputFile.Now(input.LockFile) };
        var reading = await DefinitionReader.ReadAsync(input.Definition, cancellationToken).ConfigureAwait(false);
        var environment = reading.Environment;
        var folder = Path.GetDirectoryName(input.Definition)!;
        return new InspectedEnvironment
        {
            Input = input,
            Name = environment?.Name ?? "",
            Fingerprint = environment is null
                ? ""
                : Fingerprint.Compute(environment.WithDefaultBase(input.BaseImage, folder)).Value,
            Files = [.. before, .. OtherFiles(environment, before)],
            IsComplete = environment is { Build: null },
            Diagnostics = [.. reading.Diagnostics.Select(SavedDiagnostic.Of)],
        };
    }

    private static IEnumerable<InputFile> OtherFiles(Definitions.Environment? environment, InputFile[] known) =>
        environment is null
            ? []
            : environment.Files
                .Except(known.Select(file => file.Path), StringComparer.Ordinal)
                .Select(InputFile.Now);
}
