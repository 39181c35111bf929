using System.Collections.Immutable;
using System.Globalization;

namespace EnvBuild.Benchmarks.Images;

/// <summary>What the benchmark of images is given.</summary>
/// <param name="Channel">Folder of a real channel with python 3.11, numpy, scipy and scikit-learn.</param>
/// <param name="Tool">The <c>dotnet-env</c> program.</param>
/// <param name="Buildx">The plugin of the docker command that builds with BuildKit.</param>
/// <param name="Runs">Runs of each contender, in turns.</param>
/// <param name="Packages">Generated packages beside the real ones.</param>
/// <param name="Megabytes">Size of all generated packages' files.</param>
/// <param name="Cases">Which cases are run, in this order.</param>
internal sealed record ImageOptions(
    string Channel,
    string Tool,
    string Buildx,
    int Runs,
    int Packages,
    long Megabytes,
    ImmutableArray<string> Cases)
{
    /// <summary>How many environments share most of their packages.</summary>
    public const int Environments = 20;

    private static readonly ImmutableArray<string> AllCases = ["cold", "more", "same", "delivery", "shared"];

    public static ImageOptions Parse(ReadOnlySpan<string> arguments)
    {
        var result = new ImageOptions("", "", "", Runs: 3, Packages: 140, Megabytes: 400, AllCases);
        for (; arguments is [['-', '-', ..], _, ..]; arguments = arguments[2..])
        {
            result = arguments[0] switch
            {
                "--channel" => result with { Channel = arguments[1] },
                "--tool" => result with { Tool = arguments[1] },
                "--buildx" => result with { Buildx = arguments[1] },
                "--runs" => result with { Runs = Number(arguments[1]) },
                "--packages" => result with { Packages = Number(arguments[1]) },
                "--megabytes" => result with { Megabytes = Number(arguments[1]) },
                "--cases" => result with { Cases = [.. arguments[1].Split(',')] },
                _ => throw new ArgumentException($"unknown option {arguments[0]}", nameof(arguments)),
            };
        }

        return result is { Channel.Length: > 0, Tool.Length: > 0, Buildx.Length: > 0 }
            ? result
            : throw new ArgumentException("--channel, --tool and --buildx are needed", nameof(arguments));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
