using System.Text.RegularExpressions;

namespace EnvBuild.Docker.Builds;

/// <summary>
/// Reads the lines in which the classic builder and Podman name what they make, so that it can be taken away again.
/// </summary>
internal sealed partial class BuildTraces
{
    private readonly List<string> _images = [];
    private readonly HashSet<string> _containers = new(StringComparer.Ordinal);
    private bool _isCached;
    private bool _isBase;

    /// <summary>Images that were made, last first; each contains those after it.</summary>
    public IEnumerable<string> Images => _images.AsEnumerable().Reverse();

    /// <summary>Containers that still run.</summary>
    public IEnumerable<string> Containers => _containers;

    /// <summary>Image that the builder said to have finished; <see langword="null"/> if it did not.</summary>
    public string? Finished { get; private set; }

    /// <summary>Takes note that an instruction begins.</summary>
    public void Begin(string text)
    {
        _isCached = false;
        _isBase = text.TrimStart().StartsWith("FROM", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a line is the builder's own, not output of a step.</summary>
    public bool Observe(string line)
    {
        if (Image().Match(line) is { Success: true } image)
        {
            if (!_isCached && !_isBase)
            {
                _images.Add(image.Groups["id"].Value);
            }

            return true;
        }

        if (Running().Match(line) is { Success: true } running)
        {
            _containers.Add(running.Groups["id"].Value);
            return true;
        }

        if (Removing().Match(line) is { Success: true } removing)
        {
            _containers.Remove(removing.Groups["id"].Value);
            return true;
        }

        if (Success().Match(line) is { Success: true } success)
        {
            Finished = success.Groups["id"].Value;
            return true;
        }

        var isCached = Cached().IsMatch(line);
        _isCached |= isCached;
        return isCached;
    }

    [GeneratedRegex(@"\A ?-{2,3}> (?<id>[0-9a-f]{8,64})\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Image();

    [GeneratedRegex(@"\A ?-{2,3}> Using cache", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cached();

    [GeneratedRegex(@"\A ---> Running in (?<id>[0-9a-f]{8,64})\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Running();

    [GeneratedRegex(@"\ARemoving intermediate container (?<id>[0-9a-f]{8,64})\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Removing();

    [GeneratedRegex(@"\ASuccessfully built (?<id>[0-9a-f]{8,64})\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Success();
}
