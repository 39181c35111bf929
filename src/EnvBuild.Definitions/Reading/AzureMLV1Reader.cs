using System.Security.Cryptography;
using System.Text;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>
/// Reads what the Azure ML v1 SDK keeps of an environment in <c>azureml_environment.json</c>, with the
/// <c>conda_dependencies.yml</c> beside it.
/// </summary>
internal sealed class AzureMLV1Reader(DefinitionDraft draft, string folder, DiagnosticSink sink)
{
    private const string CondaFile = "conda_dependencies.yml";

    /// <summary>Whether a mapping has keys that only this form has.</summary>
    public static bool Recognizes(YamlMapping root) =>
        HasAny(root.Find("python"), "userManagedDependencies", "condaDependenciesFile", "condaDependencies")
        || HasAny(root.Find("docker"), "baseImage", "baseDockerfile");

    public void Read(YamlMapping root)
    {
        var keys = new MappingReader(root, "an Azure ML v1 environment", sink);
        keys.Node("$schema");
        DefinitionKeys.ReadMetadata(draft, keys, sink);
        draft.Environment = draft.Environment with { Variables = keys.Texts("environmentVariables") };
        ReadPython(keys.Mapping("python"));
        ReadDocker(keys.Mapping("docker"));
        draft.Environment = draft.Environment with { Spark = SparkReader.Read(keys, "precachePackages", sink) };
        TakeWithoutEffect(keys, "assetId", "databricks", "inferencingStackVersion", "r", "environmentType");
        keys.Finish();
    }

    private static bool HasAny(YamlNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (node is YamlMapping mapping && mapping.Has(key))
            {
                return true;
            }
        }

        return false;
    }

    // Written into every file, as a rule with nothing in it.
    private static void TakeWithoutEffect(MappingReader keys, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (keys.Node(name) is not null)
            {
                keys.Ignore(name);
            }
        }
    }

    private void ReadPython(YamlMapping? mapping)
    {
        if (mapping is null)
        {
            ReadCondaFile(null);
            return;
        }

        var python = new MappingReader(mapping, "'python'", sink);
        var isUserManaged = python.Boolean("userManagedDependencies", otherwise: false);
        var interpreter = python.Text("interpreterPath");
        draft.Environment = draft.Environment with
        {
            PackagesManagedBy = isUserManaged ? PackagesManagedBy.User : PackagesManagedBy.System,
            PythonInterpreter = isUserManaged ? interpreter : null,
        };
        var inline = python.Mapping("condaDependencies");
        var file = python.Scalar("condaDependenciesFile");
        TakeWithoutEffect(python, "baseCondaEnvironment");
        python.Finish();
        if (isUserManaged)
        {
            return;
        }

        if (inline is null)
        {
            ReadCondaFile(file);
            return;
        }

        draft.CondaLocation ??= sink.At(inline.Span);
        CondaFileReader.ReadPart(draft, inline, folder, sink);
    }

    private void ReadCondaFile(YamlScalar? named)
    {
        if (named is not null)
        {
            draft.CondaFile = new PendingFile(RelativePath.Resolve(named.Value.Trim(), folder), sink.At(named.Span));
        }
        else if (RelativePath.Resolve(CondaFile, folder) is var path && File.Exists(path))
        {
            draft.CondaFile = new PendingFile(path, new SourceLocation(draft.Environment.Path));
        }
    }

    // What else stands in 'docker' is how a container is run.
    private void ReadDocker(YamlMapping? mapping)
    {
        if (mapping is null)
        {
            return;
        }

        var docker = new MappingReader(mapping, "'docker'", sink);
        var image = docker.Scalar("baseImage");
        var dockerfile = docker.Scalar("baseDockerfile");
        var registry = ReadRegistry(docker.Mapping("baseImageRegistry"));
        ReadPlatform(docker.Mapping("platform"));
        foreach (var name in (ReadOnlySpan<string>)["enabled", "sharedVolumes", "shmSize", "arguments", "gpuSupport"])
        {
            docker.Node(name);
        }

        docker.Finish();
        if (dockerfile is not null)
        {
            ReadDockerfile(dockerfile, image);
        }
        else if (image is not null)
        {
            var text = image.Value.Trim();
            var isNamed = registry is null || text.StartsWith(registry + "/", StringComparison.Ordinal);
            ImageReader.Read(draft, image, isNamed ? text : $"{registry}/{text}", folder, sink);
        }
    }

    private void ReadDockerfile(YamlScalar dockerfile, YamlScalar? image)
    {
        var location = sink.At(dockerfile.Span);
        if (image is not null)
        {
            sink.ReportAt(DiagnosticCatalog.ImageAndBuild, location, image.Span.Line);
        }

        const string Name = "Dockerfile";
        var text = dockerfile.Value.ReplaceLineEndings("\n");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var build = new DockerfileBuild(".", Name, location)
        {
            DockerfileText = text,
            Files = [new ContextFile(Name, ContextFileKind.Plain, digest)],
        };
        draft.Environment = draft.Environment with
        {
            Build = build,
            Base = new BaseReference(BaseKind.Dockerfile, build.ContextPath, "", location),
        };
    }

    // Credentials belong into the configuration of the machine; what stands here is neither used nor repeated.
    private string? ReadRegistry(YamlMapping? mapping)
    {
        if (mapping is null)
        {
            return null;
        }

        var registry = new MappingReader(mapping, "'baseImageRegistry'", sink);
        var address = registry.Text("address")?.Trim();
        TakeWithoutEffect(registry, "username", "password", "registryIdentity");
        registry.Finish();
        return string.IsNullOrEmpty(address) ? null : address;
    }

    private void ReadPlatform(YamlMapping? mapping)
    {
        if (mapping is null)
        {
            return;
        }

        var platform = new MappingReader(mapping, "'platform'", sink);
        if (platform.Scalar("os") is { } os && !os.Value.Equals("linux", StringComparison.OrdinalIgnoreCase))
        {
            sink.Report(DiagnosticCatalog.OperatingSystem, os.Span, os.Value);
        }

        if (platform.Text("architecture")?.ToLowerInvariant() is "arm64" or "aarch64")
        {
            draft.Environment = draft.Environment with { Platforms = ["linux-aarch64"] };
        }

        platform.Finish();
    }
}
