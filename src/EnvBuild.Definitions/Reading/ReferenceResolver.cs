using EnvBuild.Definitions.Contexts;
using EnvBuild.Definitions.Meaning;
using EnvBuild.Definitions.Pip;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads the files that a definition names.</summary>
internal sealed class ReferenceResolver(DefinitionDraft draft, DiagnosticSink sink)
{
    private const int MaximumRequirementsFiles = 100;

    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        await ReadCondaFileAsync(cancellationToken).ConfigureAwait(false);
        await ReadRequirementsFilesAsync(cancellationToken).ConfigureAwait(false);
        await AddDigestsAsync(draft.PipRequirements, cancellationToken).ConfigureAwait(false);
        await AddDigestsAsync(draft.PipConstraints, cancellationToken).ConfigureAwait(false);
        await ReadContextAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadCondaFileAsync(CancellationToken cancellationToken)
    {
        if (draft.CondaFile is not { } file)
        {
            return;
        }

        var inner = sink.ForFile(file.Path);
        draft.Files.Add(file.Path);
        var source = await SourceFile.LoadAsync(
            file.Path, file.Location, inner, cancellationToken).ConfigureAwait(false);
        var root = source is null ? null : YamlLoader.Load(source, inner);
        if (root is YamlMapping mapping && ForeignFiles.Recognize(mapping) is { } foreign)
        {
            inner.Report(DiagnosticCatalog.NotADefinition, mapping.Span, foreign.Kind, foreign.Advice);
        }
        else if (root is YamlMapping conda)
        {
            SecretScan.Report(source!, inner);
            CondaFileReader.ReadPart(draft, conda, Path.GetDirectoryName(file.Path)!, inner);
            SelectorComments.Report(draft, source!, inner);
        }
        else if (root is not null)
        {
            inner.Report(DiagnosticCatalog.RootNotMapping, root.Span, root.Description);
        }
    }

    private async Task ReadRequirementsFilesAsync(CancellationToken cancellationToken)
    {
        var seen = new HashSet<(string, bool)>();
        while (draft.RequirementsFiles.TryDequeue(out var file))
        {
            if (!seen.Add((file.Path, file.IsConstraint)))
            {
                continue;
            }

            if (seen.Count > MaximumRequirementsFiles)
            {
                sink.ReportAt(
                    DiagnosticCatalog.DefinitionTooComplex,
                    file.Location,
                    $"it names more than {MaximumRequirementsFiles} requirements files");
                return;
            }

            draft.Files.Add(file.Path);
            var inner = sink.ForFile(file.Path);
            var source = await SourceFile.LoadAsync(
                file.Path, file.Location, inner, cancellationToken).ConfigureAwait(false);
            if (source is not null)
            {
                SecretScan.Report(source, inner);
                RequirementsFileReader.Read(draft, source, file, inner);
            }
        }
    }

    private async Task AddDigestsAsync(List<PipRequirement> requirements, CancellationToken cancellationToken)
    {
        for (var index = 0; index < requirements.Count; index++)
        {
            if (requirements[index] is not { Kind: PipRequirementKind.LocalFile, LocalPath: { } path } requirement)
            {
                continue;
            }

            draft.Files.Add(path);
            var digest = await ContentDigest.OfFileAsync(
                path, requirement.Location, sink, cancellationToken).ConfigureAwait(false);
            requirements[index] = requirement with { Canonical = $"{requirement.Canonical} sha256:{digest}" };
        }
    }

    private async Task ReadContextAsync(CancellationToken cancellationToken)
    {
        if (draft.Environment.Build is { ContextFolder: not null } build)
        {
            var read = await ContextReader.ReadAsync(build, sink, cancellationToken).ConfigureAwait(false);
            draft.Environment = draft.Environment with { Build = read };
            draft.Files.AddRange(read.Files.Select(file => Path.Combine(read.ContextFolder!, file.Path)));
        }
    }
}
