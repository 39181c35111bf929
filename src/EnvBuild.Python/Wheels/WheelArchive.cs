using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Python.Wheels;

/// <summary>
/// A wheel as a file (PEP 427), read by its central directory. Members can be read at the same time, unpacked and
/// verified or packed as they are: a raw deflate stream fits into a gzip layer without being packed again.
/// </summary>
public sealed class WheelArchive : IDisposable, IAsyncDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly Dictionary<string, WheelMember> _byName;

    private WheelArchive(SafeFileHandle handle, string fileName, IReadOnlyList<WheelMember> members)
    {
        _handle = handle;
        FileName = fileName;
        Members = members;
        _byName = members.ToDictionary(member => member.Name, StringComparer.Ordinal);
    }

    /// <summary>File name of the wheel, for messages.</summary>
    public string FileName { get; }

    /// <summary>Members, in the order of the central directory, folders too. Names are unique and safe.</summary>
    public IReadOnlyList<WheelMember> Members { get; }

    /// <summary>Opens a wheel and judges all that its directory says; no data is unpacked yet.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="options">What it may unpack to.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="WheelException">
    /// It is no zip, truncated, or has a member that is no part of a wheel: unsafe or repeated names, links,
    /// encryption, methods other than stored and deflate, impossible sizes.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<WheelArchive> OpenAsync(
        string path, WheelArchiveOptions? options = null, CancellationToken cancellationToken = default)
    {
        var fileName = Path.GetFileName(path);
        var handle = File.OpenHandle(path, options: FileOptions.Asynchronous | FileOptions.RandomAccess);
        try
        {
            var directory = new WheelDirectory(handle, fileName, options ?? WheelArchiveOptions.Default);
            var members = await directory.ReadAsync(cancellationToken).ConfigureAwait(false);
            return new WheelArchive(handle, fileName, members);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The member of a name; <see langword="null"/> where there is none or it is a folder.</summary>
    /// <param name="name">Path with <c>/</c>.</param>
    public WheelMember? Find(string name) =>
        _byName.TryGetValue(name, out var member) && !member.IsDirectory ? member : null;

    /// <summary>The unpacked data of a member; reading fails with <see cref="WheelException"/> on damage.</summary>
    /// <param name="member">A member of this wheel.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream that is returned owns the inner ones.")]
    public Stream OpenRead(WheelMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        var raw = new FileRangeStream(_handle, member.DataOffset, member.PackedSize);
        return new VerifiedStream(
            member.Compression == WheelCompression.Deflate ? new DeflateStream(raw, CompressionMode.Decompress) : raw,
            raw,
            FileName,
            member);
    }

    /// <summary>The data of a member as it stands in the file, not verified.</summary>
    /// <param name="member">A member of this wheel.</param>
    public Stream OpenRaw(WheelMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new FileRangeStream(_handle, member.DataOffset, member.PackedSize);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
