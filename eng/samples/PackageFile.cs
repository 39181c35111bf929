using System.Text;

namespace EnvBuild.SampleChannel;

/// <summary>A file of a package.</summary>
/// <param name="Path">Path below the prefix, with <c>/</c>.</param>
/// <param name="Content">Bytes.</param>
/// <param name="IsExecutable">Mode 0755 instead of 0644.</param>
/// <param name="IsText">How a placeholder in it is to be replaced.</param>
public sealed record PackageFile(string Path, ReadOnlyMemory<byte> Content, bool IsExecutable, bool IsText)
{
    /// <summary>Whether <see cref="Prefix.Placeholder"/> stands in the content.</summary>
    public bool HasPrefix { get; init; }

    /// <summary>A text file.</summary>
    /// <param name="path">Path below the prefix.</param>
    /// <param name="text">Content.</param>
    public static PackageFile Text(string path, string text) =>
        new(path, Encoding.UTF8.GetBytes(text), IsExecutable: false, IsText: true);

    /// <summary>A program.</summary>
    /// <param name="path">Path below the prefix.</param>
    /// <param name="content">Bytes.</param>
    public static PackageFile Program(string path, byte[] content) =>
        new(path, content, IsExecutable: true, IsText: false);
}
