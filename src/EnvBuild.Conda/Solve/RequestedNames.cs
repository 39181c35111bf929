using EnvBuild.Conda.Repodata;

namespace EnvBuild.Conda.Solve;

/// <summary>The names whose records a solve needs, with all that they depend on.</summary>
internal static class RequestedNames
{
    internal static RepodataNames Of(SolveRequest request)
    {
        var specs = request.Specs.Select(requested => requested.Spec)
            .Where(spec => spec.Name != "*" || spec.Url is not null || spec.TrackFeatures.IsEmpty).ToArray();
        return Array.Exists(specs, spec => spec.PackageName is null)
            ? RepodataNames.All
            : RepodataNames.AndDependenciesOf(specs.Select(spec => spec.PackageName!));
    }
}
