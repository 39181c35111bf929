using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EnvBuild.Benchmarks.Comparing;
using EnvBuild.Benchmarks.Images;
using EnvBuild.Benchmarks.Parts;
using EnvBuild.Oci.Layers;

switch (args)
{
    case ["parts", .. var rest]:
        // In this process: what BenchmarkDotNet would build beside it knows nothing of the repository's build settings.
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        _ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest, DefaultConfig.Instance.AddJob(job));
        return 0;
    case ["layer", var tree, var store, var compression]:
        await LayerProgram.RunAsync(tree, store, Enum.Parse<LayerCompression>(compression, ignoreCase: true));
        return 0;
    case ["big-channel", var count, var path, .. var models]:
        await BigChannel.WriteAsync(models, int.Parse(count, CultureInfo.InvariantCulture), path);
        return 0;
    case ["json-pass", var path]:
        await RepodataProgram.PassAsync(path);
        return 0;
    case ["load-channel", var channel, var cache, var name]:
        await RepodataProgram.LoadAsync(channel, cache, name);
        return 0;
    case ["solve", var problems, var repodata, var cache, var runs]:
        await SolveProgram.RunAsync(problems, repodata, cache, int.Parse(runs, CultureInfo.InvariantCulture));
        return 0;
    case ["compare", .. var rest]:
        await Comparison.Parse(rest).RunAsync(Console.Out);
        return 0;
    case ["images", .. var rest]:
        await ImageProgram.RunAsync(ImageOptions.Parse(rest), Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "usage: parts [options] | layer TREE STORE COMPRESSION | compare [options] NAME=COMMAND... | "
            + "big-channel COUNT FILE MODELS... | load-channel CHANNEL CACHE NAME | json-pass FILE | "
            + "solve PROBLEMS REPODATA CACHE RUNS | images --channel FOLDER --tool FILE --buildx FILE [options]");
        return 2;
}
