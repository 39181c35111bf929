using System.Collections.Immutable;
using EnvBuild.Conda;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>
/// Reads the keys that say how packages are chosen: <c>channel_priority</c>, <c>exclude_newer</c>,
/// <c>pinned_packages</c>.
/// </summary>
internal sealed class SolveSettingsReader(DefinitionDraft draft, DiagnosticSink sink)
{
    /// <summary>Reads the keys; what was read of an outer mapping before stays.</summary>
    public void Read(MappingReader keys)
    {
        var (priority, limit) = (
            keys.Scalar("channel_priority"), keys.Scalar("exclude_newer") ?? keys.Scalar("exclude-newer"));
        var pins = keys.Scalars("pinned_packages").Select(ReadPin).OfType<CondaRequirement>().ToImmutableArray();
        var outer = draft.Environment;
        draft.Environment = outer with
        {
            ChannelPriority = outer.ChannelPriority ?? (priority is null ? null : ReadPriority(priority)),
            ExcludeNewer = outer.ExcludeNewer ?? (limit is null ? null : ReadTime(limit)),
            PinnedPackages = outer.PinnedPackages.IsEmpty ? pins : outer.PinnedPackages,
        };
    }

    private ChannelPriority? ReadPriority(YamlScalar scalar)
    {
        switch (scalar.Value)
        {
            case "strict":
                return ChannelPriority.Strict;
            case "flexible":
                return ChannelPriority.Flexible;
            case "disabled":
                return ChannelPriority.Disabled;
            default:
                sink.Report(DiagnosticCatalog.ChannelPriorityUnknown, scalar.Span, Excerpt.Of(scalar.Value));
                return null;
        }
    }

    private DateTimeOffset? ReadTime(YamlScalar scalar)
    {
        if (TimeLimit.TryParse(scalar.Value, out var limit))
        {
            return limit;
        }

        sink.Report(DiagnosticCatalog.TimeLimitInvalid, scalar.Span, Excerpt.Of(scalar.Value));
        return null;
    }

    private CondaRequirement? ReadPin(YamlScalar scalar)
    {
        var text = scalar.Value.Trim();
        if (!MatchSpec.TryParse(text, out var spec, out var error))
        {
            sink.Report(DiagnosticCatalog.MatchSpecInvalid, ScalarSpan.At(scalar, error.Offset), text, error.Reason);
            return null;
        }

        if (!spec.HasExactName)
        {
            sink.Report(DiagnosticCatalog.MatchSpecInvalid, scalar.Span, text, "a pin is for one name");
            return null;
        }

        return new CondaRequirement(spec, text, sink.At(scalar.Span));
    }
}
