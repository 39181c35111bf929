namespace EnvBuild.Diagnostics;

/// <summary>A place in a file.</summary>
/// <param name="File">Path as the user gave it, or absolute.</param>
/// <param name="Span">Range in the file; <see langword="null"/> for the whole file.</param>
public sealed record SourceLocation(string File, SourceSpan? Span = null)
{
    /// <summary><c>file(line,column)</c>, the form that MSBuild and editors recognise.</summary>
    public override string ToString() => Span is { } span ? $"{File}({span.Line},{span.Column})" : File;
}
