using System.Collections.Immutable;
using System.Text.Json;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Metadata;
using EnvBuild.Python.Resolution;

namespace EnvBuild.Python.Tests.Resolution;

/// <summary>The packages of a scenario, as an index would offer them.</summary>
internal sealed class ScenarioSource : IProjectSource
{
    private readonly Dictionary<string, List<IndexFile>> _files = [];
    private readonly Dictionary<string, CoreMetadata> _metadata = [];

    /// <summary>Metadata that was asked for.</summary>
    public HashSet<string> Asked { get; } = [];

    public static ScenarioSource Of(JsonElement packages)
    {
        var source = new ScenarioSource();
        foreach (var project in packages.EnumerateObject())
        {
            foreach (var version in project.Value.EnumerateObject())
            {
                source.AddVersion(project.Name, version.Name, version.Value);
            }
        }

        return source;
    }

    public ScenarioSource Add(
        string name, string version, IEnumerable<string> requires, string tags = "py3-none-any")
    {
        Add(name, version, $"{name.Replace('-', '_')}-{version}-{tags}.whl", requires, [], "");
        return this;
    }

    /// <summary>Tells the hash of a file.</summary>
    public ScenarioSource SetHash(string fileName, string sha256)
    {
        foreach (var files in _files.Values)
        {
            var index = files.FindIndex(file => file.FileName == fileName);
            if (index >= 0)
            {
                files[index] = files[index] with { Hashes = files[index].Hashes.Add("sha256", sha256) };
            }
        }

        return this;
    }

    /// <summary>Offers the files of one project as those of another.</summary>
    public void Move(string from, string to) => _files[to].AddRange(_files[from]);

    public Task<ImmutableArray<IndexFile>> FilesAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<IndexFile>>([.. _files.GetValueOrDefault(name, [])]);

    public Task<CoreMetadata> MetadataAsync(IndexFile file, CancellationToken cancellationToken)
    {
        lock (Asked)
        {
            Asked.Add(file.FileName);
        }

        return Task.FromResult(_metadata[file.FileName]);
    }

    public void Add(
        string name,
        string version,
        string fileName,
        IEnumerable<string> requires,
        IEnumerable<string> extras,
        string requiresPython,
        bool isYanked = false)
    {
        var file = new IndexFile(fileName, $"https://index.example/{fileName}", ImmutableSortedDictionary<string, string>.Empty)
        {
            RequiresPython = requiresPython.Length == 0 ? null : requiresPython,
            YankedReason = isYanked ? "" : null,
        };
        var normal = PackageName.Normalize(name);
        if (!_files.TryGetValue(normal, out var files))
        {
            _files.Add(normal, files = []);
        }

        files.Add(file);
        Assert.IsTrue(PythonVersion.TryParse(version, out var parsed));
        _metadata[fileName] = new CoreMetadata(name, parsed)
        {
            RequiresDist = [.. requires.Select(Parse)],
            RequiresPython = VersionSpecifiers.TryParse(requiresPython, out var specifiers) ? specifiers : VersionSpecifiers.Any,
            ProvidesExtra = [.. extras.Select(PackageName.Normalize)],
            Dynamic = [],
        };
    }

    public static Requirement Parse(string text)
    {
        Assert.IsTrue(Requirement.TryParse(text, out var requirement, out var error), $"{text}: {error?.Message}");
        return requirement;
    }

    private static IEnumerable<string> ForExtra(JsonProperty extra) => extra.Value.EnumerateArray().Select(text =>
    {
        var parts = text.GetString()!.Split(';', 2);
        var marker = $"extra == '{extra.Name}'";
        return parts.Length == 1 ? $"{parts[0]} ; {marker}" : $"{parts[0]} ; ({parts[1]}) and {marker}";
    });

    private void AddVersion(string name, string version, JsonElement entry)
    {
        var requiresPython = entry.GetProperty("requires_python").GetString() ?? "";
        var extras = entry.GetProperty("extras").EnumerateObject().ToArray();
        string[] requires =
        [
            .. entry.GetProperty("requires").EnumerateArray().Select(text => text.GetString()!),
            .. extras.SelectMany(ForExtra),
        ];
        var names = extras.Select(extra => extra.Name).ToArray();
        var isYanked = entry.GetProperty("yanked").GetBoolean();
        var stem = $"{name.Replace('-', '_')}-{version}";
        if (entry.GetProperty("wheel").GetBoolean())
        {
            foreach (var tags in entry.GetProperty("wheel_tags").EnumerateArray())
            {
                Add(name, version, $"{stem}-{tags.GetString()}.whl", requires, names, requiresPython, isYanked);
            }
        }

        if (entry.GetProperty("sdist").GetBoolean())
        {
            Add(name, version, $"{stem}.tar.gz", requires, names, requiresPython, isYanked);
        }
    }
}
