using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using EnvBuild.Diagnostics;

namespace EnvBuild.Docker.Builds;

/// <summary>The context of a build as a tar. Times and owners are the same for all, so that they decide nothing.</summary>
internal static class BuildContextArchive
{
    private const UnixFileMode ReadableByAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const int LongestName = 100;

    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <exception cref="EnvBuildException">ENV6015: a file cannot be read.</exception>
    public static async Task WriteAsync(
        BuildPlan plan, ImmutableArray<BuildFile> files, Stream output, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            // The Dockerfile comes first: buildx knows an archive by its first block, which then is no extended header.
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(plan.Text));
            var dockerfile = CreateEntry(TarEntryType.RegularFile, plan.Name, null, (int)ReadableByAll);
            dockerfile.DataStream = text;
            await writer.WriteEntryAsync(dockerfile, cancellationToken).ConfigureAwait(false);
            foreach (var file in files.Where(file => file.Path != plan.Name))
            {
                await WriteAsync(writer, file, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task WriteAsync(TarWriter writer, BuildFile file, CancellationToken cancellationToken)
    {
        var type = file switch
        {
            { LinkTarget: not null } => TarEntryType.SymbolicLink,
            { Source: null } => TarEntryType.Directory,
            _ => TarEntryType.RegularFile,
        };
        if (type != TarEntryType.RegularFile)
        {
            var entry = CreateEntry(type, file.Path, file.LinkTarget, file.Mode);
            await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
            return;
        }

        var content = Open(file.Source!);
        await using (content.ConfigureAwait(false))
        {
            var entry = CreateEntry(type, file.Path, null, file.Mode);
            entry.DataStream = content;
            await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TarEntry CreateEntry(TarEntryType type, string path, string? target, int mode)
    {
        TarEntry entry = IsShort(path) && IsShort(target ?? "")
            ? new UstarTarEntry(type, path)
            : new PaxTarEntry(type, path);
        entry.Mode = (UnixFileMode)(mode & 0b111_111_111_111);
        entry.ModificationTime = Epoch;
        if (target is not null)
        {
            entry.LinkName = target;
        }

        return entry;
    }

    private static bool IsShort(string name) => name.Length < LongestName && Ascii.IsValid(name);

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvBuildException(
                [
                    DiagnosticCatalog.BuildFileUnreadable.At(
                        null, path, "part of the build's context", exception.Message.TrimEnd('.')),
                ],
                exception);
        }
    }
}
