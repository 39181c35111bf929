using System.Globalization;
using System.Text.RegularExpressions;

namespace EnvBuild.Docker.Builds;

/// <summary>Reads what <c>docker buildx build --progress=plain</c> prints.</summary>
internal sealed partial class BuildxOutput(BuildProgress progress)
{
    private readonly Dictionary<string, (string Text, int Number)> _vertices = new(StringComparer.Ordinal);
    private string? _current;

    /// <summary>Why the build failed, as far as it was said.</summary>
    public string? Failure { get; private set; }

    public void Observe(string line)
    {
        if (Vertex().Match(line) is { Success: true } vertex)
        {
            _vertices[vertex.Groups["id"].Value] = (
                vertex.Groups["text"].Value,
                int.Parse(vertex.Groups["number"].Value, CultureInfo.InvariantCulture));
            Select(vertex.Groups["id"].Value);
        }
        else if (Error().Match(line) is { Success: true } error)
        {
            Select(error.Groups["id"].Value);
            Failure = error.Groups["text"].Value;
        }
        else if (Output().Match(line) is { Success: true } output)
        {
            Select(output.Groups["id"].Value);
            progress.Output(output.Groups["text"].Value);
        }
        else if (Final().Match(line) is { Success: true } final)
        {
            Failure ??= final.Groups["text"].Value;
        }
    }

    // Steps run side by side; each line says whose it is.
    private void Select(string id)
    {
        if (_current != id && _vertices.TryGetValue(id, out var vertex))
        {
            _current = id;
            progress.Begin(vertex.Text, vertex.Number);
        }
    }

    [GeneratedRegex(@"\A#(?<id>[0-9]+) \[(?:\S+ )?(?<number>[0-9]{1,6})/[0-9]+\] (?<text>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vertex();

    [GeneratedRegex(@"\A#(?<id>[0-9]+) ERROR: (?<text>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Error();

    [GeneratedRegex(@"\A#(?<id>[0-9]+) [0-9]+\.[0-9]+ (?<text>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Output();

    [GeneratedRegex(@"\AERROR: (?:failed to (?:solve|build): )*(?<text>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Final();
}
