using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads <c>build</c>, and the forms that older Azure ML files have for it and for <c>image</c>.</summary>
internal sealed class BuildReader(DefinitionDraft draft, string folder, DiagnosticSink sink)
{
    /// <summary>The build; also finds the image of the legacy form <c>docker: {image: …}</c>.</summary>
    public DockerfileBuild? Read(MappingReader keys, ref YamlScalar? image)
    {
        var dockerfile = keys.Scalar("dockerfile_path");
        if (dockerfile is not null)
        {
            sink.Report(
                DiagnosticCatalog.LegacyForm,
                keys.Key("dockerfile_path")!.Span,
                "dockerfile_path",
                "build: {path: ., dockerfile_path: …}");
        }

        var build = keys.Mapping("build");
        if (keys.Mapping("docker") is { } docker)
        {
            ReadDocker(keys, docker, ref image, ref build);
        }

        if (build is not null)
        {
            return ReadBuild(build, dockerfile);
        }

        return dockerfile is null ? null : Create(null, dockerfile, dockerfile.Span);
    }

    private void ReadDocker(MappingReader keys, YamlMapping docker, ref YamlScalar? image, ref YamlMapping? build)
    {
        sink.Report(DiagnosticCatalog.LegacyForm, keys.Key("docker")!.Span, "docker", "image: … or build: {path: …}");
        var legacy = new MappingReader(docker, "'docker'", sink);
        image ??= legacy.Scalar("image");
        build ??= legacy.Mapping("build");
        legacy.Finish();
    }

    private DockerfileBuild? ReadBuild(YamlMapping mapping, YamlScalar? outerDockerfile)
    {
        var build = new MappingReader(mapping, "'build'", sink);
        var path = build.Scalar("path");
        if (build.Scalar("local_path") is { } local)
        {
            sink.Report(DiagnosticCatalog.LegacyForm, build.Key("local_path")!.Span, "local_path", "path: …");
            path ??= local;
        }

        var dockerfile = build.Scalar("dockerfile_path") ?? outerDockerfile;
        if (build.Scalar("dockerfile") is { } legacy)
        {
            sink.Report(
                DiagnosticCatalog.LegacyForm,
                build.Key("dockerfile")!.Span,
                "dockerfile",
                "path: ., dockerfile_path: …");
            dockerfile ??= legacy;
        }

        build.Finish();
        if (path is not null || dockerfile is not null)
        {
            return Create(path, dockerfile, (path ?? dockerfile)!.Span);
        }

        sink.Report(DiagnosticCatalog.BuildWithoutContext, mapping.Span);
        return null;
    }

    private DockerfileBuild Create(YamlScalar? path, YamlScalar? dockerfile, SourceSpan span)
    {
        var location = sink.At(span);
        var context = path?.Value.Trim() ?? ".";
        var file = dockerfile?.Value.Trim() ?? "Dockerfile";
        file = file.StartsWith("file:", StringComparison.Ordinal) ? file["file:".Length..] : file;
        var isTemplate = AddPlaceholder(path) | AddPlaceholder(dockerfile);
        var isLocal = !isTemplate && !context.Contains("://", StringComparison.Ordinal)
            && !context.StartsWith("git@", StringComparison.Ordinal);
        return new DockerfileBuild(context, isTemplate ? file : RelativePath.Normalize(file), location)
        {
            ContextFolder = isLocal ? RelativePath.Resolve(context, folder) : null,
        };
    }

    private bool AddPlaceholder(YamlScalar? scalar)
    {
        var isTemplate = scalar is not null && PlaceholderText.IsIn(scalar.Value);
        if (isTemplate)
        {
            draft.AddPlaceholder(new Placeholder(scalar!.Value, PlaceholderSection.Base, sink.At(scalar.Span)), sink);
        }

        return isTemplate;
    }
}
