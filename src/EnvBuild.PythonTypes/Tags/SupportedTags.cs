using System.Collections.Immutable;

namespace EnvBuild.Python.Tags;

/// <summary>The tags that a Python takes, the best first (PEP 425, PEP 600, PEP 656, PEP 803).</summary>
public sealed class SupportedTags
{
    // The first version with a stable ABI (PEP 384).
    private const int FirstStableMinor = 2;
    private readonly Dictionary<WheelTag, int> _ranks = [];

    private SupportedTags(IEnumerable<WheelTag> tags)
    {
        Tags = [.. tags.Distinct()];
        for (var rank = 0; rank < Tags.Length; rank++)
        {
            _ranks.Add(Tags[rank], rank);
        }
    }

    /// <summary>The tags, the best first.</summary>
    public ImmutableArray<WheelTag> Tags { get; }

    /// <summary>The tags that a target takes.</summary>
    /// <param name="target">Python and system.</param>
    public static SupportedTags For(PythonTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var platforms = PlatformTags.For(target).ToArray();
        return new SupportedTags(Native(target, platforms).Concat(Pure(target, platforms)));
    }

    /// <summary>How good a wheel is, 0 being the best; <see langword="null"/> if it does not run.</summary>
    /// <param name="tags">Tags of the wheel.</param>
    public int? Rank(ImmutableArray<WheelTag> tags)
    {
        int? best = null;
        foreach (var tag in tags)
        {
            if (_ranks.TryGetValue(tag, out var rank) && !(rank >= best))
            {
                best = rank;
            }
        }

        return best;
    }

    private static IEnumerable<WheelTag> Native(PythonTarget target, string[] platforms)
    {
        var interpreter = $"cp{target.Major}{target.Minor}";
        var suffix = target.IsFreeThreaded ? "t" : "";
        var older = Enumerable.Range(FirstStableMinor, Math.Max(0, target.Minor - FirstStableMinor)).Reverse()
            .Select(minor => (Interpreter: $"cp{target.Major}{minor}", Abi: $"abi3{suffix}"));
        return new[]
            {
                (Interpreter: interpreter, Abi: interpreter + suffix),
                (Interpreter: interpreter, Abi: $"abi3{suffix}"),
                (Interpreter: interpreter, Abi: "none"),
            }
            .Concat(older)
            .SelectMany(pair => platforms.Select(platform => new WheelTag(pair.Interpreter, pair.Abi, platform)));
    }

    private static IEnumerable<WheelTag> Pure(PythonTarget target, string[] platforms)
    {
        string[] interpreters =
        [
            $"py{target.Major}{target.Minor}",
            $"py{target.Major}",
            .. Enumerable.Range(0, target.Minor).Reverse().Select(minor => $"py{target.Major}{minor}"),
        ];
        return
        [
            .. interpreters.SelectMany(
                interpreter => platforms.Select(platform => new WheelTag(interpreter, "none", platform))),
            new WheelTag($"cp{target.Major}{target.Minor}", "none", "any"),
            .. interpreters.Select(interpreter => new WheelTag(interpreter, "none", "any")),
        ];
    }
}
