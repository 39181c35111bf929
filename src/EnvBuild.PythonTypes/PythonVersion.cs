using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;

namespace EnvBuild.Python;

/// <summary>
/// A version of a Python package (PEP 440). Equality and order are those of PEP 440: <c>1.0</c> equals <c>1.0.0</c>.
/// </summary>
public sealed class PythonVersion : IEquatable<PythonVersion>, IComparable<PythonVersion>
{
    internal PythonVersion(
        BigInteger epoch,
        ImmutableArray<BigInteger> release,
        PreRelease? pre,
        BigInteger? post,
        BigInteger? dev,
        ImmutableArray<string> local)
    {
        Epoch = epoch;
        Release = release;
        Pre = pre;
        Post = post;
        Dev = dev;
        Local = local;
    }

    /// <summary>Epoch; 0 when not written.</summary>
    public BigInteger Epoch { get; }

    /// <summary>Numbers of the release, as many as written.</summary>
    public ImmutableArray<BigInteger> Release { get; }

    /// <summary>Pre-release part.</summary>
    public PreRelease? Pre { get; }

    /// <summary>Number of the post-release.</summary>
    public BigInteger? Post { get; }

    /// <summary>Number of the development release.</summary>
    public BigInteger? Dev { get; }

    /// <summary>Segments of the local version, lower case; empty when there is none.</summary>
    public ImmutableArray<string> Local { get; }

    /// <summary>Whether it is a pre-release or a development release.</summary>
    public bool IsPreRelease => Pre is not null || Dev is not null;

    /// <summary>The version without its local part, by which public clauses judge it.</summary>
    public PythonVersion WithoutLocal() => Local.IsEmpty ? this : new(Epoch, Release, Pre, Post, Dev, []);

    /// <summary>The version that this one is a post-release of, without its local part; itself if it is none.</summary>
    internal PythonVersion WithoutPost() => Post is null ? WithoutLocal() : new(Epoch, Release, Pre, null, null, []);

    /// <summary>Reads a version, in any spelling that PEP 440 permits.</summary>
    /// <param name="text">Text; white space around it is permitted.</param>
    /// <param name="version">The version.</param>
    /// <returns>Whether the text is a version.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out PythonVersion? version) =>
        PythonVersionParser.TryParse(text, out version);

    /// <summary>The normal form of PEP 440; trailing zeros of the release stay.</summary>
    public override string ToString() => Format(Release.AsSpan());

    /// <summary>The form in which equal versions are the same text: trailing zeros of the release are cut.</summary>
    public string ToCanonicalString() => Format(SignificantRelease());

    /// <inheritdoc/>
    public int CompareTo(PythonVersion? other) => other is null ? 1 : PythonVersionOrder.Compare(this, other);

    /// <inheritdoc/>
    public bool Equals(PythonVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PythonVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToCanonicalString());

    /// <summary>Equality of PEP 440.</summary>
    public static bool operator ==(PythonVersion? left, PythonVersion? right) => Equals(left, right);

    /// <summary>Equality of PEP 440.</summary>
    public static bool operator !=(PythonVersion? left, PythonVersion? right) => !Equals(left, right);

    /// <summary>Order of PEP 440.</summary>
    public static bool operator <(PythonVersion left, PythonVersion right) =>
        Comparer<PythonVersion>.Default.Compare(left, right) < 0;

    /// <summary>Order of PEP 440.</summary>
    public static bool operator >(PythonVersion left, PythonVersion right) =>
        Comparer<PythonVersion>.Default.Compare(left, right) > 0;

    /// <summary>Order of PEP 440.</summary>
    public static bool operator <=(PythonVersion left, PythonVersion right) =>
        Comparer<PythonVersion>.Default.Compare(left, right) <= 0;

    /// <summary>Order of PEP 440.</summary>
    public static bool operator >=(PythonVersion left, PythonVersion right) =>
        Comparer<PythonVersion>.Default.Compare(left, right) >= 0;

    internal ReadOnlySpan<BigInteger> SignificantRelease()
    {
        var release = Release.AsSpan();
        while (release.Length > 1 && release[^1].IsZero)
        {
            release = release[..^1];
        }

        return release;
    }

    private string Format(ReadOnlySpan<BigInteger> release)
    {
        var text = new StringBuilder();
        if (!Epoch.IsZero)
        {
            text.Append(Epoch).Append('!');
        }

        text.Append(release[0]);
        foreach (var number in release[1..])
        {
            text.Append('.').Append(number);
        }

        text.Append(Pre?.ToString());
        text.Append(Post is null ? "" : $".post{Post}");
        text.Append(Dev is null ? "" : $".dev{Dev}");
        text.Append(Local.IsEmpty ? "" : "+" + string.Join('.', Local));
        return text.ToString();
    }
}
