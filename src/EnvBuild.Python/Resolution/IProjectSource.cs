using System.Collections.Immutable;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Metadata;

namespace EnvBuild.Python.Resolution;

/// <summary>Where projects come from; asked for the same thing at most once for each resolution, several things at a time.</summary>
public interface IProjectSource
{
    /// <summary>The files of a project; empty where nobody knows it.</summary>
    /// <param name="name">Normalised name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<ImmutableArray<IndexFile>> FilesAsync(string name, CancellationToken cancellationToken);

    /// <summary>What a file says of itself.</summary>
    /// <param name="file">A file of a project, or of a direct address.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CoreMetadataException">It says nothing that can be used.</exception>
    Task<CoreMetadata> MetadataAsync(IndexFile file, CancellationToken cancellationToken);
}
