using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace EnvBuild.Python.Wheels;

/// <summary>Reads members whole: into memory when they are small, through hashes otherwise.</summary>
internal sealed class MemberReader(WheelArchive archive)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Bytes of metadata or of a script that is rewritten: real ones are a tenth of it.</summary>
    private const int MaximumInMemory = 64 * 1024 * 1024;

    /// <summary>Hashes of RECORD (PEP 427: sha256 or better); weaker ones prove nothing and count as none.</summary>
    private static readonly Dictionary<string, HashAlgorithmName> Algorithms = new(StringComparer.Ordinal)
    {
        ["sha256"] = HashAlgorithmName.SHA256,
        ["sha384"] = HashAlgorithmName.SHA384,
        ["sha512"] = HashAlgorithmName.SHA512,
    };

    public async Task<byte[]> BytesAsync(WheelMember member, CancellationToken cancellationToken)
    {
        if (member.Size > MaximumInMemory)
        {
            throw Fault(member, $"is larger than {MaximumInMemory} bytes");
        }

        using var copy = new MemoryStream((int)member.Size);
        var stream = archive.OpenRead(member);
        await using (stream.ConfigureAwait(false))
        {
            await stream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        }

        return copy.ToArray();
    }

    public async Task<string> TextAsync(WheelMember member, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(
            new MemoryStream(await BytesAsync(member, cancellationToken).ConfigureAwait(false)), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<byte[]> StartAsync(WheelMember member, int length, CancellationToken cancellationToken)
    {
        var start = new byte[(int)Math.Min(length, member.Size)];
        var stream = archive.OpenRead(member);
        await using (stream.ConfigureAwait(false))
        {
            var count = await stream.ReadAtLeastAsync(start, start.Length, false, cancellationToken)
                .ConfigureAwait(false);
            return start[..count];
        }
    }

    /// <summary>SHA-256 of a member, once its CRC and size are found true, and what RECORD says otherwise.</summary>
    public async Task<(string Sha256, string? Contradiction)> VerifyAsync(WheelMember member, RecordRow? row, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var other = row is not null && Algorithms.TryGetValue(row.Algorithm, out var algorithm)
            ? IncrementalHash.CreateHash(algorithm)
            : null;
        await HashAsync(member, sha256, row?.Algorithm == "sha256" ? null : other, cancellationToken)
            .ConfigureAwait(false);
        var digest = sha256.GetHashAndReset();
        var proof = row?.Algorithm == "sha256" ? digest : other?.GetHashAndReset();
        var contradiction = row switch
        {
            { Size: { } size } when size != member.Size =>
                $"'{member.Name}' has {member.Size} bytes, not the {size} of RECORD",
            { Algorithm: var name } when proof is not null && !row.Digest.Span.SequenceEqual(proof) =>
                $"'{member.Name}' does not have the {name} of RECORD",
            _ => null,
        };
        return (Convert.ToHexStringLower(digest), contradiction);
    }

    private async Task HashAsync(
        WheelMember member, IncrementalHash sha256, IncrementalHash? other, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var stream = archive.OpenRead(member);
            await using (stream.ConfigureAwait(false))
            {
                int count;
                while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    sha256.AppendData(buffer, 0, count);
                    other?.AppendData(buffer, 0, count);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private WheelException Fault(WheelMember member, string reason) => new(archive.FileName, member.Name, reason);
}
