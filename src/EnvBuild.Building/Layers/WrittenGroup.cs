using System.Collections.Immutable;
using EnvBuild.Conda.Linking;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Layers;

/// <summary>What is remembered of the packages of a layer besides its bytes.</summary>
/// <param name="Packages">Their paths, for finding those that several packages bring.</param>
/// <param name="Warnings">Messages of linking, so that a reused layer tells them again.</param>
internal sealed record WrittenGroup(ImmutableArray<PackageContents> Packages, ImmutableArray<WrittenWarning> Warnings)
{
    public static WrittenGroup Of(IReadOnlyCollection<OpenPackage> packages) => new(
        [.. packages.Select(package => package.Contents)],
        [.. packages.SelectMany(package => package.Diagnostics).Select(item => new WrittenWarning(item.Code, item.Message))]);

    public IEnumerable<Diagnostic> ToDiagnostics() =>
        Warnings.Select(warning => warning.ToDiagnostic()).OfType<Diagnostic>();
}
