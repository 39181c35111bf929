using EnvBuild.Conda;
using EnvBuild.Definitions.Pip;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>
/// Reads <c>channels</c> and <c>dependencies</c>, at the root of a conda file or below <c>conda_file</c>.
/// </summary>
internal sealed class CondaSectionReader(DefinitionDraft draft, string folder, DiagnosticSink sink)
{
    private readonly ChannelContext _context = new() { BaseFolder = folder, HomeFolder = folder };

    public void Read(MappingReader keys)
    {
        foreach (var channel in keys.Scalars("channels"))
        {
            ReadChannel(channel);
        }

        var list = keys.List("dependencies");
        draft.CondaLocation ??= list is null ? null : sink.At(list.Span);
        foreach (var item in list?.Items ?? [])
        {
            ReadDependency(item);
        }

        foreach (var address in keys.Scalars("pip-repositories"))
        {
            draft.PipOptions.Add(new PipOption("--extra-index-url", address.Value, sink.At(address.Span)));
        }
    }

    private void ReadChannel(YamlScalar scalar)
    {
        var text = scalar.Value.Trim();
        var location = sink.At(scalar.Span);
        if (PlaceholderText.IsIn(text))
        {
            draft.AddPlaceholder(new Placeholder(text, PlaceholderSection.Conda, location), sink);
        }
        else if (text == "nodefaults")
        {
            draft.Environment = draft.Environment with { NoDefaultChannels = true };
        }
        else if (Channel.TryParse(text, _context, out var channel, out var reason))
        {
            draft.Channels.Add(new ChannelReference(text, CanonicalChannel.Of(channel), location));
        }
        else
        {
            sink.Report(DiagnosticCatalog.ChannelInvalid, scalar.Span, text, reason);
        }
    }

    private void ReadDependency(YamlNode item)
    {
        switch (item)
        {
            case YamlScalar { IsNull: true }:
                sink.Report(DiagnosticCatalog.EmptyEntry, item.Span, "dependencies");
                break;
            case YamlScalar scalar:
                ReadPackage(scalar);
                break;
            case YamlMapping mapping:
                ReadNested(mapping);
                break;
            default:
                sink.Report(
                    DiagnosticCatalog.WrongType,
                    item.Span,
                    "an entry of 'dependencies'",
                    "a package or 'pip:'",
                    item.Description);
                break;
        }
    }

    private void ReadPackage(YamlScalar scalar)
    {
        var text = scalar.Value.Trim();
        var location = sink.At(scalar.Span);
        if (PlaceholderText.IsIn(text))
        {
            draft.AddPlaceholder(new Placeholder(text, PlaceholderSection.Conda, location), sink);
        }
        else if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') is >= 0 and var control)
        {
            sink.Report(
                DiagnosticCatalog.MatchSpecInvalid,
                scalar.Span,
                text.ReplaceLineEndings(" "),
                $"a control character stands at position {control}");
        }
        else if (MatchSpec.TryParse(text, out var spec, out var error))
        {
            draft.CondaPackages.Add(new CondaRequirement(spec, text, location));
        }
        else
        {
            sink.Report(DiagnosticCatalog.MatchSpecInvalid, ScalarSpan.At(scalar, error.Offset), text, error.Reason);
        }
    }

    private void ReadNested(YamlMapping mapping)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            if (key.Value == "pip")
            {
                ReadPip(key, value);
            }
            else
            {
                var version = value is YamlScalar { IsNull: false } scalar ? Excerpt.Of(scalar.Value) : "version";
                sink.Report(DiagnosticCatalog.DependencyMapping, key.Span, key.Value, version);
            }
        }
    }

    private void ReadPip(YamlScalar key, YamlNode value)
    {
        if (draft.PipLocation is { } earlier)
        {
            sink.Report(DiagnosticCatalog.SeveralPipLists, key.Span, earlier.Span?.Line);
        }

        draft.PipLocation ??= sink.At(key.Span);
        if (value is YamlSequence list)
        {
            new PipListReader(draft, folder, sink).Read(list);
        }
        else if (value is YamlScalar { IsNull: true })
        {
            sink.Report(DiagnosticCatalog.EmptyEntry, key.Span, "pip");
        }
        else
        {
            sink.Report(DiagnosticCatalog.WrongType, value.Span, "'pip'", "a list", value.Description);
        }
    }
}
