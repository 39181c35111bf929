using System.Collections.Immutable;
using EnvBuild.Conda.Linking;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Building.Layers;

/// <summary>A package whose archive is open.</summary>
/// <param name="Id">Id that stays over versions.</param>
/// <param name="Contents">What it brings, without the bytes.</param>
/// <param name="Entries">What goes into the layer, by path relative to the prefix; readable until it is disposed.</param>
/// <param name="Diagnostics">Warnings of linking.</param>
/// <param name="Archive">The archive.</param>
internal sealed record OpenPackage(
    string Id,
    PackageContents Contents,
    ImmutableArray<KeyValuePair<string, LayerEntry>> Entries,
    ImmutableArray<Diagnostic> Diagnostics,
    IAsyncDisposable Archive) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Archive.DisposeAsync();
}
