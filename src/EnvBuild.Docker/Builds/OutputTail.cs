namespace EnvBuild.Docker.Builds;

/// <summary>The last lines of an output, for the message about its failure.</summary>
internal sealed class OutputTail
{
    private const int MostLines = 40;
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        if (_lines.Count == MostLines)
        {
            _lines.Dequeue();
        }

        _lines.Enqueue(line);
    }

    public void Clear() => _lines.Clear();

    public override string ToString() =>
        _lines.Count == 0 ? "  (nothing)" : string.Join('\n', _lines.Select(line => $"  {line}"));
}
