using BenchmarkDotNet.Attributes;
using EnvBuild.Definitions;

namespace EnvBuild.Benchmarks.Parts;

/// <summary>What a build pays to know that nothing has changed.</summary>
[MemoryDiagnoser]
public class FingerprintBenchmarks
{
    private const string Path = "/environment.yml";
    private string _text = "";
    private Definitions.Environment? _environment;

    /// <summary>How many packages the definition asks for.</summary>
    [Params(10, 200)]
    public int Packages { get; set; }

    /// <summary>Writes the definition.</summary>
    [GlobalSetup]
    public void Write()
    {
        var packages = Enumerable.Range(0, Packages).Select(i => $"  - package{i}>=1.{i},<2\n");
        _text = $"name: bench\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n{string.Concat(packages)}";
        _environment = DefinitionReader.Read(_text, Path).Environment;
    }

    /// <summary>YAML to records, with all checks.</summary>
    [Benchmark]
    public DefinitionReading Read() => DefinitionReader.Read(_text, Path);

    /// <summary>Records to fingerprint.</summary>
    [Benchmark]
    public Fingerprint Compute() => Fingerprint.Compute(_environment!);
}
