using System.Runtime.CompilerServices;

namespace EnvBuild.Solving;

/// <summary>A growing list of numbers without an object of its own; there is one for each literal.</summary>
internal struct IntList
{
    private int[]? _items;

    internal int Count { get; private set; }

    internal readonly Span<int> Items => _items.AsSpan(0, Count);

    internal void Add(int item)
    {
        if (_items is null)
        {
            _items = new int[4];
        }
        else if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = item;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Truncate(int count) => Count = count;
}
