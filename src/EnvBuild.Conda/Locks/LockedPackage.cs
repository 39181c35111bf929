using System.Collections.Immutable;

namespace EnvBuild.Conda.Locks;

/// <summary>One package of a lock, for one platform (CEP 37, <c>package</c>).</summary>
public sealed record LockedPackage
{
    /// <summary>The category of what everybody installs.</summary>
    public const string MainCategory = "main";

    /// <summary>The manager of conda packages.</summary>
    public const string CondaManager = "conda";

    /// <summary>The manager of packages of PyPI.</summary>
    public const string PipManager = "pip";

    /// <summary>Name, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Version.</summary>
    public required string Version { get; init; }

    /// <summary><c>conda</c> or <c>pip</c>.</summary>
    public required string Manager { get; init; }

    /// <summary>Conda platform such as <c>linux-64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Version specs of what it needs, by name.</summary>
    public ImmutableSortedDictionary<string, string> Dependencies { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Address of the file, without credentials; relative to the folder of the lock for channels that are relative
    /// paths.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>MD5 of the file, 32 lower-case hexadecimal digits.</summary>
    public string? Md5 { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Group of the package; <c>main</c> unless the definition has others.</summary>
    public string Category { get; init; } = MainCategory;

    /// <summary>Whether the package belongs to an optional group.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Name of the package file.</summary>
    public string FileName
    {
        get
        {
            var path = Url.AsSpan();
            path = path[(path.LastIndexOf('/') + 1)..];
            var end = path.IndexOfAny('#', '?');
            return Uri.UnescapeDataString(end < 0 ? path : path[..end]);
        }
    }

    /// <summary>
    /// Name, version and build of the package file; <see langword="null"/> if it is none of conda, which
    /// <see cref="LockReader"/> allows for <c>pip</c> alone.
    /// </summary>
    public DistName? Dist => DistName.TryParse(FileName, out var dist) ? dist : null;

    /// <summary>
    /// Folder of the channel that the file is in: a platform or <c>noarch</c>; empty if the address has none.
    /// </summary>
    public string Subdir => ChannelUrl.Length == 0 ? "" : Url[(ChannelUrl.Length + 1)..Url.LastIndexOf('/')];

    /// <summary><see cref="Url"/> without platform folder and file name.</summary>
    public string ChannelUrl
    {
        get
        {
            var file = Url.LastIndexOf('/');
            var subdir = file <= 0 ? -1 : Url.LastIndexOf('/', file - 1);
            return subdir <= 0 ? "" : Url[..subdir];
        }
    }
}
