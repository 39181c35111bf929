using System.Globalization;

namespace EnvBuild.Fuzzing;

/// <summary>What the command line asks for.</summary>
/// <param name="Options">Options with their values.</param>
/// <param name="Names">Names of targets; none for all.</param>
internal sealed record CommandLine(IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Names)
{
    public const string Usage =
        """
        usage: [TARGET...] [--inputs N] [--seconds N] [--seed N] [--corpus FOLDER] [--channel FOLDER] [--output FOLDER]
               TARGET --replay FILE
        """;

    public FuzzOptions FuzzOptions => new()
    {
        Inputs = Number("inputs", 100_000),
        Time = Options.ContainsKey("seconds") ? TimeSpan.FromSeconds(Number("seconds", 0)) : TimeSpan.MaxValue,
        Seed = (int)Number("seed", 1),
    };

    public string? Find(string name) => Options.GetValueOrDefault(name);

    /// <exception cref="FormatException">It cannot be understood.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                names.Add(arguments[i]);
            }
            else if (i + 1 < arguments.Count)
            {
                options[arguments[i][2..]] = arguments[++i];
            }
            else
            {
                throw new FormatException($"'{arguments[i]}' has no value");
            }
        }

        return new CommandLine(options, names);
    }

    private long Number(string name, long otherwise) =>
        Find(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
