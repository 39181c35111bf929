namespace EnvBuild.Python.Wheels;

/// <summary>Files by path, no two of them at one place.</summary>
internal sealed class InstalledFiles(string wheel)
{
    private readonly SortedDictionary<string, InstalledFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    /// <summary>The files, sorted by path.</summary>
    public IReadOnlyCollection<InstalledFile> Sorted => _files.Values;

    /// <summary>Adds a file.</summary>
    /// <exception cref="WheelException">There is a file at its path, above it or below it.</exception>
    public void Add(InstalledFile file)
    {
        var isTaken = !_files.TryAdd(file.Path, file) || _folders.Contains(file.Path);
        for (var at = file.Path.IndexOf('/', StringComparison.Ordinal);
            at > 0 && !isTaken;
            at = file.Path.IndexOf('/', at + 1))
        {
            var folder = file.Path[..at];
            isTaken = _files.ContainsKey(folder);
            _folders.Add(folder);
        }

        if (isTaken)
        {
            throw new WheelException(wheel, file.Member?.Name, $"would be a second file at '{file.Path}'");
        }
    }
}
