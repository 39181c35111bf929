#pragma warning disable IDE0130 // MSBuild finds the attribute by its full name, which fixes the namespace.
namespace Microsoft.Build.Framework;
#pragma warning restore IDE0130

/// <summary>
/// Tells MSBuild (<c>-mt</c>) that a task shares its process with other builds: no current directory, no static state.
/// Declared here because the oldest supported MSBuild does not have it; only its full name counts.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
