using System.Collections.Immutable;
using System.Reflection;

namespace EnvBuild.Diagnostics;

/// <summary>
/// Every diagnostic there is. Blocks: 0xxx host and configuration, 1xxx reading a definition, 2xxx its meaning,
/// 3xxx solving, 4xxx packages and layers, 5xxx store, registry and workspace, 6xxx engine and runs.
/// Messages, <c>docs/diagnostics</c> and tests are fed from here.
/// </summary>
public static partial class DiagnosticCatalog
{
    /// <summary>All rows, by code.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        .. typeof(DiagnosticCatalog)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(DiagnosticDescriptor))
            .Select(property => (DiagnosticDescriptor)property.GetValue(null)!)
            .OrderBy(descriptor => descriptor.Code, StringComparer.Ordinal),
    ];

    private static DiagnosticDescriptor Error(string code, string title, string messageFormat) =>
        new(code, Severity.Error, title, messageFormat);

    private static DiagnosticDescriptor Warning(string code, string title, string messageFormat) =>
        new(code, Severity.Warning, title, messageFormat);

    private static DiagnosticDescriptor Information(string code, string title, string messageFormat) =>
        new(code, Severity.Information, title, messageFormat);
}
