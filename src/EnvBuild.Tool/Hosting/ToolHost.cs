namespace EnvBuild.Tool.Hosting;

/// <summary>What the tool sees of the process that it runs in, so that tests can stand in for it.</summary>
internal sealed record ToolHost
{
    /// <summary>Results only: what a script reads.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Diagnostics and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Absolute path that relative paths of the command line start at.</summary>
    public required string Folder { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> GetVariable { get; init; }

    /// <summary>Whether a person watches <see cref="Error"/> on a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether a person watches <see cref="Output"/> on a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Absolute path of a path on the command line.</summary>
    public string Absolute(string path) => Path.GetFullPath(path, Folder);

    /// <summary>
    /// Whether the user refuses colours: <c>NO_COLOR</c> set to anything but nothing (no-color.org), or a dumb
    /// terminal.
    /// </summary>
    public bool ColorRefused => GetVariable("NO_COLOR") is { Length: > 0 } || GetVariable("TERM") == "dumb";
}
