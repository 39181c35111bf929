using System.Text.RegularExpressions;

namespace EnvBuild.Python.Wheels;

/// <summary>Commands that <c>entry_points.txt</c> asks for (entry points specification, "File format").</summary>
internal sealed partial class EntryPoints(string wheel, string member)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Names as the file has them.</summary>
    public IReadOnlySet<string> Names => _values.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads the file: an INI with <c>=</c> only, where case counts.</summary>
    public void Read(string text)
    {
        var isScripts = false;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] is '[' && line[^1] is ']')
            {
                isScripts = line[1..^1].Trim() is "console_scripts" or "gui_scripts";
            }
            else if (isScripts && line[0] is not ('#' or ';'))
            {
                ReadLine(line);
            }
        }
    }

    /// <summary>
    /// The commands to write: pip and easy_install get the names of the Python they are for, whichever versions
    /// their own wheel was made with.
    /// </summary>
    public IReadOnlyList<EntryPoint> For(int major, int minor)
    {
        var values = new SortedDictionary<string, string>(_values, StringComparer.Ordinal);
        Version(values, "pip", PipName(), $"pip{major}", $"pip{major}.{minor}");
        Version(values, "easy_install", EasyInstallName(), $"easy_install-{major}.{minor}");
        return [.. values.Select(pair => EntryPoint.Parse(pair.Key, pair.Value)
            ?? throw Fault($"has the entry point '{pair.Key} = {pair.Value}', which is not 'name = module:function'"))];
    }

    private static void Version(
        SortedDictionary<string, string> values, string name, Regex versioned, params ReadOnlySpan<string> names)
    {
        if (!values.TryGetValue(name, out var value))
        {
            return;
        }

        foreach (var old in values.Keys.Where(key => versioned.IsMatch(key)).ToList())
        {
            values.Remove(old);
        }

        values[name] = value;
        foreach (var current in names)
        {
            values[current] = value;
        }
    }

    private void ReadLine(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? line : line[..equals].Trim();
        var value = equals < 0 ? "" : line[(equals + 1)..].Trim();
        if (!_values.TryAdd(name, value) && _values[name] != value)
        {
            throw Fault($"has the entry point '{name}' twice");
        }
    }

    private WheelException Fault(string reason) => new(wheel, member, reason);

    [GeneratedRegex(@"^pip([0-9]+(\.[0-9]+)?)?\z")]
    private static partial Regex PipName();

    [GeneratedRegex(@"^easy_install(-[0-9]+\.[0-9]+)?\z")]
    private static partial Regex EasyInstallName();
}
