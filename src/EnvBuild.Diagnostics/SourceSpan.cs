namespace EnvBuild.Diagnostics;

/// <summary>
/// A range of a text file. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive.
/// </summary>
/// <param name="Line">First line.</param>
/// <param name="Column">First column.</param>
/// <param name="EndLine">Line of the end.</param>
/// <param name="EndColumn">Column behind the last character.</param>
public readonly record struct SourceSpan(int Line, int Column, int EndLine, int EndColumn);
