using System.Collections.Immutable;

namespace EnvBuild.Python.Indexes;

/// <summary>One file that an index offers (PEP 503, PEP 691).</summary>
/// <param name="FileName">Name of the file, decoded; without folder.</param>
/// <param name="Url">Absolute address, percent-encoded, with its query and fragment.</param>
/// <param name="Hashes">Hex digest by algorithm (<see cref="HashNames.Supported"/>); empty where none is given.</param>
public sealed record IndexFile(string FileName, string Url, ImmutableSortedDictionary<string, string> Hashes)
{
    /// <summary>The <c>Requires-Python</c> of the file as the index writes it (PEP 503); never empty.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>Why the file was yanked (PEP 592): empty without reason, null where it is not yanked.</summary>
    public string? YankedReason { get; init; }

    /// <summary>
    /// Digests of the separate metadata file (PEP 658, PEP 714): empty where it exists without digest, null where there
    /// is no such file.
    /// </summary>
    public ImmutableSortedDictionary<string, string>? MetadataHashes { get; init; }

    /// <summary>Length in bytes (PEP 700).</summary>
    public long? Size { get; init; }

    /// <summary>When the file came to the index (PEP 700).</summary>
    public DateTimeOffset? UploadTime { get; init; }

    /// <summary>Whether the file was yanked (PEP 592).</summary>
    public bool IsYanked => YankedReason is not null;

    /// <summary>Versions of Python the file is for; a text that is no specifier permits all, as in pip.</summary>
    public VersionSpecifiers PythonVersions =>
        VersionSpecifiers.TryParse(RequiresPython ?? "", out var specifiers) ? specifiers : VersionSpecifiers.Any;

    /// <summary>Address of the separate metadata file (PEP 658), null where there is none.</summary>
    public string? MetadataUrl => MetadataHashes is null ? null : FileLink.WithMetadataSuffix(Url);
}
