using BenchmarkDotNet.Running;
using EnvBuild.Benchmarks.Comparing;
using EnvBuild.Benchmarks.Parts;
using EnvBuild.Oci.Layers;

switch (args)
{
    case ["parts", .. var rest]:
        _ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest);
        return 0;
    case ["layer", var tree, var store, var compression]:
        await LayerProgram.RunAsync(tree, store, Enum.Parse<LayerCompression>(compression, ignoreCase: true));
        return 0;
    case ["compare", .. var rest]:
        await Comparison.Parse(rest).RunAsync(Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "usage: parts [options] | layer TREE STORE COMPRESSION | compare [options] NAME=COMMAND...");
        return 2;
}
