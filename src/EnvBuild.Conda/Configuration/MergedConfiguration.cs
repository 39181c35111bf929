namespace EnvBuild.Conda.Configuration;

/// <summary>
/// What several files and variables say together, as conda puts it: of texts the last counts, maps are merged by name,
/// of lists the last comes first.
/// </summary>
internal sealed class MergedConfiguration
{
    private readonly Dictionary<string, ConfigurationText> _scalars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ConfigurationText>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, IReadOnlyList<ConfigurationText>>> _maps =
        new(StringComparer.Ordinal);

    private readonly HashSet<string> _sealed = new(StringComparer.Ordinal);

    /// <summary>Nothing that comes later changes the key.</summary>
    public void Seal(string key) => _sealed.Add(key);

    public void Set(string key, ConfigurationText text)
    {
        if (!_sealed.Contains(key))
        {
            _scalars[key] = text;
        }
    }

    public void AddList(string key, IReadOnlyList<ConfigurationText> texts)
    {
        if (!_sealed.Contains(key))
        {
            _lists[key] = [.. texts.Concat(List(key)).DistinctBy(text => text.Value, StringComparer.Ordinal)];
        }
    }

    public void SetEntry(string key, string name, IReadOnlyList<ConfigurationText> texts)
    {
        if (!_sealed.Contains(key))
        {
            _maps.TryAdd(key, new(StringComparer.Ordinal));
            _maps[key][name] = texts;
        }
    }

    public ConfigurationText? Scalar(string key) => _scalars.GetValueOrDefault(key);

    public IReadOnlyList<ConfigurationText> List(string key) => _lists.GetValueOrDefault(key) ?? [];

    public IEnumerable<KeyValuePair<string, IReadOnlyList<ConfigurationText>>> Map(string key) =>
        _maps.GetValueOrDefault(key)?.Where(entry => entry.Value.Count > 0) ?? [];
}
