using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EnvBuild.Conda;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Solve;
using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Benchmarks.Parts;

/// <summary>
/// Loads channels and solves problems, all in one process: for each a line with its name, the best time of loading, that
/// of solving, and that of both in one run, in milliseconds, the number of packages (0 where there is no solution), and
/// the packages.
/// </summary>
internal static class SolveProgram
{
    /// <param name="problems">A file of problems over real repodata, in the form of the corpus.</param>
    /// <param name="repodata">Folder of the channels that they name.</param>
    /// <param name="cache">Folder of the cache, warm after the first run.</param>
    /// <param name="runs">Runs of each problem.</param>
    internal static async Task RunAsync(string problems, string repodata, string cache, int runs)
    {
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(problems));
        var cases = document.RootElement.GetProperty("cases").EnumerateArray().ToArray();

        // What is measured is a process that has done it before, as that of the others.
        foreach (var problem in cases)
        {
            _ = await SolveAsync(problem, repodata, cache);
        }

        foreach (var problem in cases)
        {
            var best = await SolveAsync(problem, repodata, cache);
            for (var run = 1; run < runs; run++)
            {
                var other = await SolveAsync(problem, repodata, cache);
                best = (Math.Min(best.Load, other.Load), Math.Min(best.Solve, other.Solve),
                    Math.Min(best.Both, other.Both), other.Packages);
            }

            var packages = string.Join(
                ' ', best.Packages.Select(record => record.ToString()).Order(StringComparer.Ordinal));
            var (id, count) = (problem.GetProperty("id").GetString(), best.Packages.Length);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{id}\t{best.Load:F2}\t{best.Solve:F2}\t{best.Both:F2}\t{count}\t{packages}"));
        }
    }

    private static async Task<(double Load, double Solve, double Both, ImmutableArray<PackageRecord> Packages)>
        SolveAsync(JsonElement problem, string repodata, string cache)
    {
        var request = new SolveRequest
        {
            Channels = [.. Texts(problem, "channels").Select(name => Channel.Parse(Path.Combine(repodata, name)))],
            Platform = problem.GetProperty("platform").GetString()!,
            Specs = [.. Texts(problem, "specs").Select(text => new RequestedSpec(MatchSpec.Parse(text)))],
            VirtualPackages = [.. Texts(problem, "virtual_packages").Select(VirtualPackage.Parse)],
        };
        var source = new RepodataSource(null, cache, FetchOptions.Default, NullReporter.Instance);
        var started = Stopwatch.GetTimestamp();
        var loaded = await source.LoadAsync(request.Channels, request.Platform, CancellationToken.None);
        var load = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var result = CondaSolver.Solve(request, loaded.Indexes, NullReporter.Instance);
        var both = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return (load, both - load, both, result.Packages);
    }

    private static IEnumerable<string> Texts(JsonElement problem, string key) =>
        problem.GetProperty(key).EnumerateArray().Select(text => text.GetString()!);
}
