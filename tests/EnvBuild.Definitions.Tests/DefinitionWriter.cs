using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EnvBuild.Definitions.Tests;

/// <summary>Writes a model as YAML in one of many ways.</summary>
/// <param name="model">What is asked for.</param>
/// <param name="random">Chooses the way.</param>
[SuppressMessage(
    "Security", "CA5394:Do not use insecure randomness", Justification = "Chooses how a test writes YAML.")]
internal sealed class DefinitionWriter(DefinitionModel model, Random random)
{
    public string Write()
    {
        var keys = new List<string> { Channels(), Dependencies() };
        AddSometimes(keys, $"name: {Word()}\n");
        AddSometimes(keys, $"variables: {{{Word()}: {Word()}}}\n");
        AddSometimes(keys, $"prefix: /{Word()}\n");
        var shuffled = keys.ToArray();
        random.Shuffle(shuffled);
        var text = string.Concat(shuffled.Select(key => Comment() + key));
        return Flip() ? text.ReplaceLineEndings("\r\n") : text;
    }

    private string Channels() => List("channels", model.Channels.Select(channel =>
        Flip() ? channel : $"https://conda.anaconda.org/{channel}{(Flip() ? "/" : "")}"));

    private string Dependencies()
    {
        var items = model.Packages.Select(Package).Concat(Repeated(model.Packages.Select(Package))).ToArray();
        random.Shuffle(items);
        var text = new StringBuilder("dependencies:\n");
        foreach (var item in items)
        {
            text.Append("  - ").Append(Quoted(item)).Append(Flip() ? "  # why\n" : "\n");
        }

        return text.Append(Pip()).ToString();
    }

    private string Pip()
    {
        var packages = model.PipPackages.Select(PipPackage).ToArray();
        random.Shuffle(packages);
        var options = model.Indexes.Select(
            index => $"--extra-index-url{(Flip() ? "=" : " ")}https://{index}.example/simple");
        var lines = packages.Concat(options).ToList();
        return "  - pip:\n    - wheel\n" + string.Concat(lines.Select(line => $"    - {Quoted(line)}\n"));
    }

    private string Package((string Name, string Version, string Build) package)
    {
        var (name, version, build) = package;
        var spelled = Flip() ? name : name.ToUpperInvariant();
        return (version, build) switch
        {
            ("", _) => spelled,
            (_, "") => random.Next(4) switch
            {
                0 => $"{spelled}={version}",
                1 => $"{spelled} ={version}",
                2 => $"{spelled} {version}.*",
                _ => $"{spelled}[version='={version}']",
            },
            _ => Flip() ? $"{spelled}={version}={build}" : $"{spelled} {version} {build}",
        };
    }

    private string PipPackage((string Name, string Version) package)
    {
        var name = Flip() ? package.Name : package.Name.ToUpperInvariant().Replace('-', '_');
        var operators = random.Next(3) switch { 0 => "==", 1 => " == ", _ => "== " };
        return package.Version.Length == 0 ? name : $"{name}{operators}{package.Version}{(Flip() ? ".0" : "")}";
    }

    private string List(string key, IEnumerable<string> items)
    {
        var all = items.ToList();
        return Flip() || all.Count == 0
            ? $"{key}: [{string.Join(", ", all.Select(Quoted))}]\n"
            : $"{key}:\n{string.Concat(all.Select(item => $"- {Quoted(item)}\n"))}";
    }

    private string Quoted(string text) => random.Next(3) switch
    {
        0 => $"\"{text}\"",
        1 => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => $"\"{text}\"",
    };

    private IEnumerable<string> Repeated(IEnumerable<string> items) => items.Where(_ => random.Next(8) == 0);

    private void AddSometimes(List<string> keys, string key)
    {
        if (Flip())
        {
            keys.Add(key);
        }
    }

    private string Comment() => Flip() ? $"# {Word()}\n\n" : "";

    private string Word() => "w" + random.Next(1000);

    private bool Flip() => random.Next(2) == 0;
}
