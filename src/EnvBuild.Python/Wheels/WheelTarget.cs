namespace EnvBuild.Python.Wheels;

/// <summary>Where and how a wheel is installed.</summary>
/// <param name="PythonMajor">Major version of the Python that runs it.</param>
/// <param name="PythonMinor">Minor version of the Python that runs it.</param>
/// <param name="Prefix">Absolute path of the environment in the image, such as <c>/opt/conda</c>.</param>
/// <param name="Installer">Name for <c>INSTALLER</c> (PEP 376), such as <c>envbuild</c>.</param>
public sealed record WheelTarget(int PythonMajor, int PythonMinor, string Prefix, string Installer)
{
    /// <summary>Content of <c>direct_url.json</c> (PEP 610); only for wheels required by URL or path.</summary>
    public ReadOnlyMemory<byte>? DirectUrl { get; init; }

    /// <summary>Whether someone asked for it, so that <c>REQUESTED</c> is written (PEP 376).</summary>
    public bool IsRequested { get; init; }

    /// <summary>The Python of shebangs, relative to the prefix.</summary>
    public string Interpreter { get; init; } = $"bin/python{PythonMajor}.{PythonMinor}";

    /// <summary>Where modules go, relative to the prefix: purelib and platlib are one folder.</summary>
    public string SitePackages { get; init; } = $"lib/python{PythonMajor}.{PythonMinor}/site-packages";

    /// <summary>Absolute path of the Python of shebangs.</summary>
    internal string InterpreterPath => $"{Prefix.TrimEnd('/')}/{Interpreter}";

    /// <summary>Where headers of a distribution go, relative to the prefix.</summary>
    internal string Headers(string name) => $"include/python{PythonMajor}.{PythonMinor}/{name}";
}
