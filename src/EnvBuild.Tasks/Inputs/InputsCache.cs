using System.Collections.Immutable;

namespace EnvBuild.Tasks.Inputs;

/// <summary>
/// What stands in <c>environment.inputs.cache</c>: everything that decides which images a project has. As long as none
/// of it changes, no definition is parsed and nothing is built.
/// </summary>
/// <param name="Settings">See <see cref="SettingsDigest"/>.</param>
/// <param name="Environments">In the order of the project.</param>
internal sealed record InputsCache(string Settings, ImmutableArray<InspectedEnvironment> Environments)
{
    public bool IsUnchanged(string settings, IReadOnlyList<EnvironmentInput> inputs)
    {
        if (Settings != settings || Environments.Length != inputs.Count)
        {
            return false;
        }

        for (var index = 0; index < inputs.Count; index++)
        {
            if (!Environments[index].IsUnchanged(inputs[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same after a build, which may have brought a lock beside a definition up to date.</summary>
    public InputsCache WithLocksOfNow() =>
        this with { Environments = [.. Environments.Select(environment => environment.WithLockOfNow())] };
}
