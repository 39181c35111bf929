using System.Collections.Immutable;

namespace EnvBuild.Python;

/// <summary>What the variables of markers stand for (PEP 508, environment markers).</summary>
/// <param name="Variables">Values by name, such as <c>python_version</c>; a name that is missing is empty.</param>
public sealed record MarkerEnvironment(ImmutableDictionary<string, string> Variables)
{
    /// <summary>The extra that is asked for, normalised; empty for none.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Extras of a lock that are asked for, normalised (PEP 751).</summary>
    public ImmutableHashSet<string> Extras { get; init; } = [];

    /// <summary>Dependency groups of a lock that are asked for, normalised (PEP 751, PEP 735).</summary>
    public ImmutableHashSet<string> DependencyGroups { get; init; } = [];

    /// <summary>Value of a variable that is a text.</summary>
    /// <param name="name">Name in its current spelling.</param>
    public string this[string name] => name == "extra" ? Extra : Variables.GetValueOrDefault(name, "");

    /// <summary>Value of a variable that is a set; <see langword="null"/> for others.</summary>
    /// <param name="name">Name in its current spelling.</param>
    internal ImmutableHashSet<string>? FindSet(string name) => name switch
    {
        "extras" => Extras,
        "dependency_groups" => DependencyGroups,
        _ => null,
    };
}
