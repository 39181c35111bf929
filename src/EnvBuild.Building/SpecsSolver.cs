using EnvBuild.Conda;
using EnvBuild.Conda.Solve;
using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building;

/// <summary>Solves match specs without a definition.</summary>
/// <param name="settings">Places and limits.</param>
/// <param name="httpClient">Client for channels; the caller owns it.</param>
/// <param name="reporter">Hears details and progress.</param>
public sealed class SpecsSolver(BuildSettings settings, HttpClient httpClient, IReporter reporter)
{
    /// <summary>Solves.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EnvBuildException">
    /// A text is not a match spec, channel or virtual package, or a channel cannot be read.
    /// </exception>
    public Task<SolveResult> SolveAsync(SpecsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = settings.ChannelContextIn(request.Folder);
        var solver = BuildRun.CreateSolver(settings, httpClient, reporter);
        var solve = new SolveRequest
        {
            Specs = [.. request.Specs.Select(text => new RequestedSpec(MatchSpec.Parse(text), null, text))],
            Channels = [.. request.Channels.SelectMany(text => Channel.Expand(text, context, request.Platform))],
            ChannelContext = context,
            Platform = request.Platform,
            VirtualPackages = VirtualPackageSet.ForTarget(
                request.Platform,
                requested: request.VirtualPackages.Select(VirtualPackage.Parse),
                overrides: settings.VirtualPackageOverrides),
            ChannelPriority = request.ChannelPriority,
            Constraints = [.. request.Pins.Select(text => new RequestedSpec(MatchSpec.Parse(text), null, text))],
            ExcludeNewer = request.ExcludeNewer,
        };
        return solver.SolveAsync(solve, cancellationToken);
    }
}
