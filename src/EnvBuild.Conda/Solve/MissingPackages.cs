using System.Collections.Immutable;
using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Solve;

/// <summary>Finds specs that nothing can fulfil, and the likely mistakes behind them.</summary>
internal static class MissingPackages
{
    private static readonly string[] CommonPlatforms = ["linux-64", "osx-arm64", "win-64"];

    internal static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(
        RepodataSource source,
        SolveRequest request,
        IReadOnlyList<RepodataIndex> indexes,
        CancellationToken cancellationToken)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var requested in request.Specs)
        {
            var name = requested.Spec.PackageName;
            if (name is null || name.StartsWith("__", StringComparison.Ordinal))
            {
                continue;
            }

            if (!indexes.Any(index => index.Contains(name)))
            {
                var elsewhere = await FindElsewhereAsync(source, request, name, cancellationToken)
                    .ConfigureAwait(false);
                diagnostics.Add(Missing(requested, name, request, indexes, elsewhere));
            }
            else if (!indexes.Any(index => index.RecordsOf(name).Any(requested.Spec.MatchesVersionAndBuild)))
            {
                diagnostics.Add(DiagnosticCatalog.VersionNotFound.At(
                    requested.Location, requested, request.Platform, NewestVersions(indexes, name)));
            }
            else if (FindShadow(request, requested, name, indexes) is { } shadow)
            {
                diagnostics.Add(shadow);
            }
        }

        return diagnostics.DrainToImmutable();
    }

    /// <summary>With strict priority, what only a later channel has is not there.</summary>
    private static Diagnostic? FindShadow(
        SolveRequest request, RequestedSpec requested, string name, IReadOnlyList<RepodataIndex> indexes)
    {
        if (request.ChannelPriority != ChannelPriority.Strict || requested.Spec.Channel is not null)
        {
            return null;
        }

        var first = indexes.First(index => index.Contains(name)).Channel;
        var matching = indexes.FirstOrDefault(
            index => index.RecordsOf(name).Any(requested.Spec.MatchesVersionAndBuild))!.Channel;
        return matching == first
            ? null
            : DiagnosticCatalog.ShadowedByChannel.At(requested.Location, requested, matching.Name, first.Name, name);
    }

    private static Diagnostic Missing(
        RequestedSpec requested,
        string name,
        SolveRequest request,
        IReadOnlyList<RepodataIndex> indexes,
        ImmutableArray<string> elsewhere)
    {
        var channels = string.Join(", ", request.Channels.Select(channel => channel.Name));
        if (!elsewhere.IsEmpty)
        {
            return DiagnosticCatalog.PackageOnOtherPlatform.At(
                requested.Location, name, request.Platform, string.Join(", ", elsewhere));
        }

        var similar = SimilarNames.Find(name, indexes.SelectMany(index => index.Names));
        return similar.IsEmpty
            ? DiagnosticCatalog.CondaPackageNotFound.At(requested.Location, name, channels)
            : DiagnosticCatalog.PackageMisspelt.At(requested.Location, name, channels, string.Join("', '", similar));
    }

    private static async Task<ImmutableArray<string>> FindElsewhereAsync(
        RepodataSource source, SolveRequest request, string name, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var platform in CommonPlatforms.Where(platform => platform != request.Platform))
        {
            try
            {
                var others = await source.LoadAsync(
                    request.Channels, platform, RepodataNames.Only(name), cancellationToken).ConfigureAwait(false);
                if (others.Indexes.Any(index => index.Contains(name)))
                {
                    found.Add(platform);
                }
            }
            catch (EnvBuildException)
            {
                // A channel need not have every platform; this is only a hint.
            }
        }

        return found.DrainToImmutable();
    }

    private static string NewestVersions(IReadOnlyList<RepodataIndex> indexes, string name) => string.Join(
        ", ",
        indexes.SelectMany(index => index.RecordsOf(name)).Select(record => record.Version)
            .Distinct().OrderDescending().Take(5).Select(version => version.Text));
}
