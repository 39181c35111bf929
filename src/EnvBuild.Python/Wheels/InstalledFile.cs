namespace EnvBuild.Python.Wheels;

/// <summary>A file that a wheel puts into an environment.</summary>
/// <param name="Path">Path relative to the prefix, with <c>/</c>.</param>
/// <param name="IsExecutable">Whether its mode is 0755, not 0644.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of its content, in lower-case hex.</param>
/// <param name="Member">The member whose data it is; <see langword="null"/> where its content is made.</param>
/// <param name="Bytes">The content where it is made; empty where it is a member's.</param>
public sealed record InstalledFile(
    string Path, bool IsExecutable, long Size, string Sha256, WheelMember? Member, ReadOnlyMemory<byte> Bytes)
{
    private const int ExecutableMode = 0x1ED;
    private const int PlainMode = 0x1A4;

    /// <summary>Permissions: 0755 or 0644.</summary>
    public int Mode => IsExecutable ? ExecutableMode : PlainMode;

    /// <summary>A file whose content is made.</summary>
    internal static InstalledFile Of(string path, ReadOnlyMemory<byte> bytes, bool isExecutable = false) => new(
        path,
        isExecutable,
        bytes.Length,
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.Span)),
        null,
        bytes);
}
