namespace EnvBuild.Oci.Bases;

/// <summary>
/// Files of a layout in a folder. Only paths that the program makes itself, from checked digests, come here.
/// </summary>
internal sealed class FolderFiles(string folder) : SourceFiles
{
    public override Stream? Open(string path)
    {
        var file = Path.Combine(folder, path);
        return File.Exists(file)
            ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0)
            : null;
    }
}
