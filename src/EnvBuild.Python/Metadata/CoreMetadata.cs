using System.Collections.Immutable;

namespace EnvBuild.Python.Metadata;

/// <summary>What a distribution says of itself, as far as resolution needs it (PEP 566, PEP 643).</summary>
/// <param name="Name">Name as written.</param>
/// <param name="Version">Version.</param>
public sealed record CoreMetadata(string Name, PythonVersion Version)
{
    /// <summary>Dependencies in the order of the file (<c>Requires-Dist</c>).</summary>
    public required ImmutableArray<Requirement> RequiresDist { get; init; }

    /// <summary>Permitted versions of Python; any where the field is missing or, as in pip, illegal.</summary>
    public required VersionSpecifiers RequiresPython { get; init; }

    /// <summary>Normalised names of the extras (PEP 685), once each, in the order of the file.</summary>
    public required ImmutableArray<string> ProvidesExtra { get; init; }

    /// <summary>Fields, in lower case, that a build may change (PEP 643); only in sdists.</summary>
    public required ImmutableArray<string> Dynamic { get; init; }

    /// <summary>The comparable name (PEP 503).</summary>
    public string NormalizedName => PackageName.Normalize(Name);

    /// <summary>Reads a METADATA or PKG-INFO file; the description behind the headers is not looked at.</summary>
    /// <param name="content">Content of the file; UTF-8, other bytes are tolerated.</param>
    /// <exception cref="CoreMetadataException">A field that is needed is missing or illegal.</exception>
    public static CoreMetadata Parse(ReadOnlySpan<byte> content) => CoreMetadataReader.Read(content);
}
