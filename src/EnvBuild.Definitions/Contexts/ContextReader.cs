using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Contexts;

/// <summary>Reads the files of a build context, as far as the ignore files leave them.</summary>
internal static class ContextReader
{
    private const int MaximumDockerfileBytes = 100 * 1024;

    public static async Task<DockerfileBuild> ReadAsync(
        DockerfileBuild build, DiagnosticSink sink, CancellationToken cancellationToken)
    {
        var folder = build.ContextFolder!;
        if (!Directory.Exists(folder))
        {
            sink.ReportAt(DiagnosticCatalog.ContextNotFound, build.Location, build.ContextPath, folder);
            return build;
        }

        var dockerfile = Path.GetFullPath(build.DockerfilePath, folder);
        var source = await SourceFile.LoadAsync(
            dockerfile, build.Location, sink.ForFile(dockerfile), cancellationToken).ConfigureAwait(false);
        if (source is null)
        {
            return build;
        }

        if (source.Text.Length > MaximumDockerfileBytes)
        {
            sink.ForFile(dockerfile).Report(DiagnosticCatalog.DefinitionTooLarge, null, MaximumDockerfileBytes / 1024);
        }

        var text = source.Text.ReplaceLineEndings("\n");
        var files = await FilesAsync(build, text, sink, cancellationToken).ConfigureAwait(false);
        return build with { DockerfileText = text, Files = files };
    }

    private static async Task<ImmutableArray<ContextFile>> FilesAsync(
        DockerfileBuild build,
        string dockerfile,
        DiagnosticSink sink,
        CancellationToken cancellationToken)
    {
        var folder = build.ContextFolder!;
        var ignore = await IgnoreRules.LoadAsync(build, sink, cancellationToken).ConfigureAwait(false);
        var files = ImmutableArray.CreateBuilder<ContextFile>();
        var text = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dockerfile)));
        files.Add(new ContextFile(build.DockerfilePath, ContextFileKind.Plain, text));
        foreach (var path in ContextFiles.Enumerate(folder, ignore).Where(path => path != build.DockerfilePath))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var info = new FileInfo(Path.Combine(folder, path));
            files.Add(await FileAsync(path, info, build, sink, cancellationToken).ConfigureAwait(false));
        }

        files.Sort((left, right) => Utf8Order.Compare(left.Path, right.Path));
        return files.DrainToImmutable();
    }

    private static async Task<ContextFile> FileAsync(
        string path,
        FileInfo info,
        DockerfileBuild build,
        DiagnosticSink sink,
        CancellationToken cancellationToken)
    {
        if (info.LinkTarget is { } target)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)));
            return new ContextFile(path, ContextFileKind.Link, digest);
        }

        const UnixFileMode anyExecute =
            UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var isExecutable = !OperatingSystem.IsWindows() && (info.UnixFileMode & anyExecute) != 0;
        var content = await ContentDigest.OfFileAsync(
            info.FullName, build.Location, sink, cancellationToken).ConfigureAwait(false);
        return new ContextFile(path, isExecutable ? ContextFileKind.Executable : ContextFileKind.Plain, content);
    }
}
