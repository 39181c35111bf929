namespace EnvBuild.Definitions.Reading;

/// <summary>Paths as they enter the fingerprint.</summary>
internal static class RelativePath
{
    /// <summary>
    /// The path with <c>/</c>, without <c>.</c> parts, empty parts and a slash at the end; <c>..</c> takes the part
    /// before it away. <c>./x</c> and <c>x</c> become <c>x</c>; the folder itself becomes <c>.</c>.
    /// </summary>
    public static string Normalize(string path)
    {
        var text = path.Replace('\\', '/');
        var parts = new List<string>();
        foreach (var part in text.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        var root = text.StartsWith('/') ? "/" : "";
        return parts.Count == 0 && root.Length == 0 ? "." : root + string.Join('/', parts);
    }

    /// <summary>The normal form with <c>./</c> in front, so that it differs from every name.</summary>
    public static string NormalizeMarked(string path)
    {
        var normal = Normalize(path);
        var isMarked = normal.StartsWith('/') || normal.StartsWith("..", StringComparison.Ordinal)
            || (normal.Length > 1 && normal[1] == ':');
        return isMarked ? normal : normal == "." ? "./" : "./" + normal;
    }

    /// <summary>Absolute path of a path that starts at a folder, whichever slash it is written with.</summary>
    public static string Resolve(string path, string folder) =>
        Path.GetFullPath(Path.DirectorySeparatorChar == '/' ? path.Replace('\\', '/') : path, folder);
}
