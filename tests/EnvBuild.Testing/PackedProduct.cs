namespace EnvBuild.Testing;

/// <summary>The packages as users get them: made once for the run, used through a feed of their own.</summary>
public sealed class PackedProduct
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PackedProduct? _instance;

    private PackedProduct(string feed)
    {
        Feed = feed;
        Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(feed, "EnvBuild.Sdk.*.nupkg").Single())
            .Replace("EnvBuild.Sdk.", "", StringComparison.Ordinal);
    }

    /// <summary>Absolute path of the folder with the packages.</summary>
    public string Feed { get; }

    /// <summary>Version of the packages.</summary>
    public string Version { get; }

    /// <summary>
    /// The packages: those of the folder that <c>ENVBUILD_PACKAGES</c> names, as <c>eng/build.sh test</c> sets it, else
    /// packed now.
    /// </summary>
    /// <param name="cancellationToken">Stops packing.</param>
    public static async Task<PackedProduct> GetAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            return _instance ??= new PackedProduct(
                Environment.GetEnvironmentVariable("ENVBUILD_PACKAGES") is { Length: > 0 } folder
                    ? folder
                    : await PackAsync(cancellationToken));
        }
        finally
        {
            _ = Gate.Release();
        }
    }

    /// <summary>
    /// Writes a <c>nuget.config</c> that knows this feed alone, with packages unpacked into a folder of its own.
    /// </summary>
    /// <param name="folder">Absolute path of the folder whose projects it is for.</param>
    /// <param name="withNuGet">Whether it knows nuget.org too, for what .NET itself takes from there.</param>
    public void WriteNuGetConfig(string folder, bool withNuGet = false)
    {
        var more = withNuGet ? """<add key="nuget.org" value="https://api.nuget.org/v3/index.json" />""" : "";
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(folder, ".packages")}" />
              </config>
              <packageSources>
                <clear />
                <add key="envbuild" value="{Feed}" />{more}
              </packageSources>
            </configuration>
            """);
    }

    private static async Task<string> PackAsync(CancellationToken cancellationToken)
    {
        var feed = Path.Combine(Corpus.RepositoryRoot, "artifacts", "package", "tests", $"{Environment.ProcessId}");
        foreach (var project in (string[])["sdk/EnvBuild.Sdk", "src/EnvBuild.Tool"])
        {
            var pack = new ProcessSpec(
                "dotnet", "pack", project, "--configuration", "Release", "--nologo", "--output", feed)
            {
                Folder = Corpus.RepositoryRoot,
            };
            _ = await pack.With("MSBUILDDISABLENODEREUSE", "1").SucceedsAsync(cancellationToken);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(feed, recursive: true);
        return feed;
    }
}
