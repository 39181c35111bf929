using System.Diagnostics.CodeAnalysis;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda;

/// <summary>
/// A version as conda orders them (CEP 33). Two texts of the same order are equal: <c>1.1</c> and <c>1.1.0</c>.
/// </summary>
public sealed class CondaVersion : IComparable<CondaVersion>, IComparable, IEquatable<CondaVersion>
{
    private readonly VersionAtom[][] _main;
    private readonly VersionAtom[][] _local;

    private CondaVersion(string text, VersionAtom[][] main, VersionAtom[][] local)
    {
        Text = text;
        _main = main;
        _local = local;
    }

    /// <summary>The text as it was written, without blanks around it.</summary>
    public string Text { get; }

    /// <summary>Numbers of the main part in front, without the epoch: <c>3.11.7</c> gives 3, 11, 7.</summary>
    public IReadOnlyList<long> ReleaseNumbers =>
        [.. _main.Skip(1).TakeWhile(atoms => atoms is [{ Rank: 1 }]).Select(atoms => atoms[0].Number)];

    internal VersionAtom[][] Main => _main;

    internal VersionAtom[][] Local => _local;

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text; blanks around it and case do not matter.</param>
    /// <exception cref="EnvBuildException">The text is not a version (ENV3002).</exception>
    public static CondaVersion Parse(string text) => TryParse(text, out var version, out var reason)
        ? version
        : throw DiagnosticCatalog.InvalidVersion.Exception(null, text, reason);

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text; blanks around it and case do not matter.</param>
    /// <param name="version">The version, if the text is one.</param>
    /// <param name="reason">Why it is not one: the rest of a sentence that starts with the version.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out CondaVersion? version, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(text);
        version = VersionParser.TryParse(text, out var main, out var local, out var why)
            ? new CondaVersion(text.Trim(), main, local)
            : null;
        reason = version is null ? why ?? "it is not a version" : null;
        return version is not null;
    }

    /// <summary>
    /// Whether this version is in the series of <paramref name="prefix"/>, as <c>=prefix</c> and <c>prefix.*</c> ask:
    /// 1.8.10 and 1.8a1 start with 1.8, 1.80 does not.
    /// </summary>
    /// <param name="prefix">What this version shall start with.</param>
    public bool StartsWith(CondaVersion prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix._local.Length > 0)
        {
            return VersionOrder.Compare(_main, prefix._main) == 0 && VersionOrder.StartsWith(_local, prefix._local);
        }

        return VersionOrder.StartsWith(_main, prefix._main);
    }

    /// <inheritdoc/>
    public int CompareTo(CondaVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        if (ReferenceEquals(this, other))
        {
            return 0;
        }

        var main = VersionOrder.Compare(_main, other._main);
        return main != 0 ? main : VersionOrder.Compare(_local, other._local);
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        CondaVersion other => CompareTo(other),
        _ => throw new ArgumentException("Only versions can be compared with versions.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(CondaVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CondaVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        VersionOrder.AddTo(ref hash, _main);
        VersionOrder.AddTo(ref hash, _local);
        return hash.ToHashCode();
    }

    /// <summary>The text as it was written.</summary>
    public override string ToString() => Text;

    /// <summary>Whether both stand at the same place of the order.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(CondaVersion? left, CondaVersion? right) => Equals(left, right);

    /// <summary>Whether they stand at different places of the order.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(CondaVersion? left, CondaVersion? right) => !Equals(left, right);

    /// <summary>Whether the first is older.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(CondaVersion? left, CondaVersion? right) => Order(left, right) < 0;

    /// <summary>Whether the first is older or the same.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(CondaVersion? left, CondaVersion? right) => Order(left, right) <= 0;

    /// <summary>Whether the first is newer.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(CondaVersion? left, CondaVersion? right) => Order(left, right) > 0;

    /// <summary>Whether the first is newer or the same.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(CondaVersion? left, CondaVersion? right) => Order(left, right) >= 0;

    private static int Order(CondaVersion? left, CondaVersion? right) =>
        left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}
