namespace EnvBuild.Diagnostics;

/// <summary>Something to tell the user, with its place.</summary>
/// <param name="Descriptor">Its kind.</param>
/// <param name="Location">Where; <see langword="null"/> if it has no place in a file.</param>
/// <param name="Message">The whole text, without code and place.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, SourceLocation? Location, string Message)
{
    /// <summary><c>ENV</c> and four digits.</summary>
    public string Code => Descriptor.Code;

    /// <summary>Its weight.</summary>
    public Severity Severity => Descriptor.Severity;

    /// <summary>The canonical form of MSBuild: <c>file(line,column): error ENV1001: message</c>.</summary>
    public override string ToString()
    {
        var origin = Location is null ? "" : $"{Location}: ";
        var kind = Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };
        return $"{origin}{kind} {Code}: {Message}";
    }
}
