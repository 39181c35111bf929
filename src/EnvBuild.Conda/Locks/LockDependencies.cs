using System.Collections.Immutable;
using EnvBuild.Conda.Repodata;

namespace EnvBuild.Conda.Locks;

/// <summary>What a package needs, in the form of a lock: one version spec for each name (CEP 37).</summary>
public static class LockDependencies
{
    /// <summary>
    /// Match specs by the name of what they ask for; several specs for one name become one that holds all.
    /// </summary>
    /// <param name="matchSpecs">The match specs of a record.</param>
    public static ImmutableSortedDictionary<string, string> Of(IEnumerable<string> matchSpecs)
    {
        ArgumentNullException.ThrowIfNull(matchSpecs);
        var dependencies = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in matchSpecs)
        {
            var name = DependencyName.Of(text);
            // The name may stand in the channel too: conda-forge::conda.
            var bracket = text.IndexOf('[', StringComparison.Ordinal);
            var behindChannel = text.AsSpan(0, bracket < 0 ? text.Length : bracket).LastIndexOf("::") + 1;
            var start = text.IndexOf(name, behindChannel, StringComparison.OrdinalIgnoreCase) + name.Length;
            var spec = text[start..].Trim();
            spec = spec.Length == 0 ? "*" : spec;
            dependencies[name] = dependencies.TryGetValue(name, out var other) ? $"{other},{spec}" : spec;
        }

        return dependencies.ToImmutable();
    }
}
