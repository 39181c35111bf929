using System.Collections.Immutable;

namespace EnvBuild.Python.Resolution;

/// <summary>Which projects may come as wheels, which as source distributions (pip's <c>--no-binary</c> and <c>--only-binary</c>).</summary>
public sealed record FormatControl
{
    private const string All = ":all:";
    private const string None = ":none:";

    /// <summary>Everything may come as either.</summary>
    public static FormatControl Any { get; } = new();

    private ImmutableHashSet<string> NoBinary { get; init; } = [];

    private ImmutableHashSet<string> OnlyBinary { get; init; } = [];

    /// <summary>As <c>--no-binary</c> says; later options win over earlier ones.</summary>
    /// <param name="value">Names between commas, <c>:all:</c> or <c>:none:</c>.</param>
    public FormatControl WithNoBinary(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var (chosen, other) = Apply(value, NoBinary, OnlyBinary);
        return new FormatControl { NoBinary = chosen, OnlyBinary = other };
    }

    /// <summary>As <c>--only-binary</c> says; later options win over earlier ones.</summary>
    /// <param name="value">Names between commas, <c>:all:</c> or <c>:none:</c>.</param>
    public FormatControl WithOnlyBinary(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var (chosen, other) = Apply(value, OnlyBinary, NoBinary);
        return new FormatControl { NoBinary = other, OnlyBinary = chosen };
    }

    /// <summary>Whether a project may come as a wheel.</summary>
    /// <param name="name">Normalised name.</param>
    public bool AllowsWheels(string name) => OnlyBinary.Contains(name)
        || (!NoBinary.Contains(name) && (OnlyBinary.Contains(All) || !NoBinary.Contains(All)));

    /// <summary>Whether a project may come as a source distribution.</summary>
    /// <param name="name">Normalised name.</param>
    public bool AllowsSources(string name) => NoBinary.Contains(name)
        || (!OnlyBinary.Contains(name) && (NoBinary.Contains(All) || !OnlyBinary.Contains(All)));

    // pip's FormatControl: a name leaves the other set, `:all:` empties it, `:none:` takes back what was chosen so far.
    private static (ImmutableHashSet<string> Chosen, ImmutableHashSet<string> Other) Apply(
        string value, ImmutableHashSet<string> chosen, ImmutableHashSet<string> other)
    {
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (part)
            {
                case All:
                    (chosen, other) = ([All], []);
                    break;
                case None:
                    chosen = [];
                    break;
                default:
                    var name = PackageName.Normalize(part);
                    (chosen, other) = (chosen.Add(name), other.Remove(name));
                    break;
            }
        }

        return (chosen, other);
    }
}
