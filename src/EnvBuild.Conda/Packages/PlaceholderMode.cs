namespace EnvBuild.Conda.Packages;

/// <summary>How the prefix is put into a file (CEP 34, <c>file_mode</c>).</summary>
public enum PlaceholderMode
{
    /// <summary>Replaced; the file may become shorter or longer.</summary>
    Text,

    /// <summary>Replaced inside strings that end with NUL; every byte behind keeps its place.</summary>
    Binary,
}
