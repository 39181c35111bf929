namespace EnvBuild.Oci.Bases;

/// <summary>Files of a base image by their relative paths, in a folder or in an archive.</summary>
internal abstract class SourceFiles : IDisposable
{
    /// <summary>Opens a file from its beginning; <see langword="null"/> if it is not there.</summary>
    /// <param name="path">Relative path with <c>/</c>.</param>
    public abstract Stream? Open(string path);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
