using System.Globalization;

namespace EnvBuild.Diagnostics;

/// <summary>One kind of diagnostic: a row of <see cref="DiagnosticCatalog"/>.</summary>
/// <param name="Code"><c>ENV</c> and four digits; never reused.</param>
/// <param name="Severity">Its weight, unless the user changes it.</param>
/// <param name="Title">What is wrong, in general terms, without a full stop.</param>
/// <param name="MessageFormat">What is wrong here and what to do next; composite format string.</param>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Title, string MessageFormat)
{
    /// <summary>Page that explains the diagnostic.</summary>
    public Uri HelpLink => new($"https://envbuild.dev/diagnostics/{Code}");

    /// <summary>Makes a diagnostic of this kind.</summary>
    /// <param name="location">Where; <see langword="null"/> if it has no place in a file.</param>
    /// <param name="arguments">Values for <see cref="MessageFormat"/>.</param>
    public Diagnostic At(SourceLocation? location, params object?[] arguments) =>
        new(this, location, string.Format(CultureInfo.InvariantCulture, MessageFormat, arguments));

    /// <summary>Makes an exception that carries one diagnostic of this kind.</summary>
    /// <param name="location">Where; <see langword="null"/> if it has no place in a file.</param>
    /// <param name="arguments">Values for <see cref="MessageFormat"/>.</param>
    public EnvBuildException Exception(SourceLocation? location, params object?[] arguments) =>
        new([At(location, arguments)]);
}
