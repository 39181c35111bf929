using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>What has been read so far, with the files that are still to be read.</summary>
internal sealed class DefinitionDraft
{
    public required Environment Environment { get; set; }

    public List<ChannelReference> Channels { get; } = [];

    public List<CondaRequirement> CondaPackages { get; } = [];

    public List<PipRequirement> PipRequirements { get; } = [];

    public List<PipRequirement> PipConstraints { get; } = [];

    public List<PipOption> PipOptions { get; } = [];

    public List<Placeholder> Placeholders { get; } = [];

    public List<string> Files { get; } = [];

    /// <summary>
    /// Where single values stand, by key: <c>name</c>, <c>variables/X</c>, <c>platforms/linux-64</c>.
    /// </summary>
    public Dictionary<string, SourceLocation> Places { get; } = new(StringComparer.Ordinal);

    public PendingFile? CondaFile { get; set; }

    public Queue<PendingRequirementsFile> RequirementsFiles { get; } = new();

    /// <summary>First place of the pip part, for what is said of all of it.</summary>
    public SourceLocation? PipLocation { get; set; }

    /// <summary>First place of the conda part, for what is said of all of it.</summary>
    public SourceLocation? CondaLocation { get; set; }

    public bool HasPendingFiles => CondaFile is not null || RequirementsFiles.Count > 0
        || Environment.Build is { ContextFolder: not null }
            || PipRequirements.Any(requirement => requirement.LocalPath is not null);

    public void AddPlaceholder(Placeholder placeholder, DiagnosticSink sink)
    {
        Placeholders.Add(placeholder);
        sink.ReportAt(DiagnosticCatalog.PlaceholderLeft, placeholder.Location, placeholder.Text);
    }

    public Environment ToEnvironment() => Environment with
    {
        Channels = [.. Channels.DistinctBy(channel => channel.Canonical, StringComparer.Ordinal)],
        CondaPackages = [.. CondaPackages],
        Pip = new PipSection([.. PipRequirements], [.. PipConstraints], DistinctOptions()),
        Placeholders = [.. Placeholders],
        Files = [.. Files.Distinct(StringComparer.Ordinal)],
    };

    private ImmutableArray<PipOption> DistinctOptions() =>
        [.. PipOptions.DistinctBy(option => option.Canonical, StringComparer.Ordinal)];
}
