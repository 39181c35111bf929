using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>What a definition may say and this version cannot build yet.</summary>
public static class BuildableNow
{
    /// <summary>One error for each thing that cannot be built; empty when all can.</summary>
    /// <param name="environment">The environment.</param>
    public static ImmutableArray<Diagnostic> Check(Environment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return [.. Placeholders(environment), .. Base(environment), .. Packages(environment)];
    }

    private static IEnumerable<Diagnostic> Placeholders(Environment environment) =>
        from placeholder in environment.Placeholders
        where placeholder.Section != PlaceholderSection.Metadata
        select DiagnosticCatalog.PlaceholderNotBuildable.At(placeholder.Location, placeholder.Text);

    private static IEnumerable<Diagnostic> Base(Environment environment)
    {
        if (environment.Build is { ContextFolder: null, DockerfileText: null } build)
        {
            yield return DiagnosticCatalog.BuildContextRemote.At(build.Location, build.ContextPath);
        }

        if (environment.From is not null)
        {
            yield return DiagnosticCatalog.FromNotBuildable.At(environment.FromLocation, environment.From);
        }
    }

    private static IEnumerable<Diagnostic> Packages(Environment environment)
    {
        if (environment.Spark is { Packages.IsEmpty: false } spark)
        {
            yield return DiagnosticCatalog.SparkNotBuildable.At(spark.Packages[0].Location);
        }
    }
}
