namespace EnvBuild.Python.Resolution;

/// <summary>Gives out numbers from 0: equal items get equal numbers.</summary>
/// <typeparam name="T">Kind of the items.</typeparam>
internal sealed class NumberedSet<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _items = [];

    public T this[int number] => _items[number];

    public (int Number, bool IsNew) Add(T item)
    {
        if (_numbers.TryGetValue(item, out var known))
        {
            return (known, false);
        }

        _numbers.Add(item, _items.Count);
        _items.Add(item);
        return (_items.Count - 1, true);
    }
}
