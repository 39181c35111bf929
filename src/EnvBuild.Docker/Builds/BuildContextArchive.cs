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

    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <exception cref="EnvBuildException">ENV6015: a file cannot be read.</exception>
    public static async Task WriteAsync(
        BuildPlan plan, ImmutableArray<BuildFile> files, Stream output, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var file in files.Where(file => file.Path != plan.Name))
            {
                await WriteAsync(writer, file, cancellationToken).ConfigureAwait(false);
            }

            using var text = new MemoryStream(Encoding.UTF8.GetBytes(plan.Text));
            await writer.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, plan.Name)
                {
                    DataStream = text,
                    Mode = ReadableByAll,
                    ModificationTime = Epoch,
                },
                cancellationToken).ConfigureAwait(false);
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
        var entry = new PaxTarEntry(type, file.Path)
        {
            Mode = (UnixFileMode)(file.Mode & 0b111_111_111_111),
            ModificationTime = Epoch,
        };
        if (file.LinkTarget is { } target)
        {
            entry.LinkName = target;
        }

        if (type != TarEntryType.RegularFile)
        {
            await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
            return;
        }

        var content = Open(file.Source!);
        await using (content.ConfigureAwait(false))
        {
            entry.DataStream = content;
            await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

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
