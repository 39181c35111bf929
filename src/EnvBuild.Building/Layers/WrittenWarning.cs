using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Layers;

/// <summary>A warning of linking, as it is remembered.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Message">Its text.</param>
internal sealed record WrittenWarning(string Code, string Message)
{
    /// <summary>The warning; <see langword="null"/> if this version does not know its code.</summary>
    public Diagnostic? ToDiagnostic() => DiagnosticCatalog.All.FirstOrDefault(row => row.Code == Code) is { } descriptor
        ? new Diagnostic(descriptor, null, Message)
        : null;
}
