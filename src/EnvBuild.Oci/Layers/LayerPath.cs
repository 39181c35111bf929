using System.Buffers;
using System.Text;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Layers;

/// <summary>
/// What a path in a layer may look like. Names with <c>.wh.</c> would remove files of lower layers
/// (OCI image-spec, layer.md, Whiteouts).
/// </summary>
internal static class LayerPath
{
    private const string WhiteoutPrefix = ".wh.";
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create("\0");
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The path in UTF-8.</summary>
    /// <exception cref="EnvBuildException">ENV4500: the path is not allowed.</exception>
    public static byte[] Encode(string path)
    {
        if (FindProblem(path) is { } problem)
        {
            throw DiagnosticCatalog.LayerPathInvalid.Exception(null, path, problem);
        }

        try
        {
            return Utf8.GetBytes(path);
        }
        catch (EncoderFallbackException)
        {
            throw DiagnosticCatalog.LayerPathInvalid.Exception(null, path, "it is not valid Unicode");
        }
    }

    /// <summary>The path under which an entry stands in the tar, in UTF-8.</summary>
    /// <exception cref="EnvBuildException">ENV4500: the path is not allowed.</exception>
    public static byte[] Encode(LayerEntry entry)
    {
        var path = Encode(entry.Path);
        if (entry.Kind != LayerEntryKind.Whiteout)
        {
            return path;
        }

        var name = path.AsSpan().LastIndexOf((byte)'/') + 1;
        return [.. path[..name], .. Utf8.GetBytes(WhiteoutPrefix), .. path[name..]];
    }

    /// <summary>What is wrong with a path; <see langword="null"/> for nothing.</summary>
    public static string? FindProblem(string path)
    {
        if (path.Length == 0 || path[0] == '/')
        {
            return "it is empty or absolute";
        }

        if (path.AsSpan().ContainsAny(ControlCharacters))
        {
            return "it holds a NUL character";
        }

        foreach (var range in path.AsSpan().Split('/'))
        {
            var segment = path.AsSpan(range);
            if (segment is "" or "." or "..")
            {
                return "it holds an empty segment, '.' or '..'";
            }

            if (segment.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
            {
                return "names that start with '.wh.' mean removed files";
            }
        }

        return null;
    }
}
