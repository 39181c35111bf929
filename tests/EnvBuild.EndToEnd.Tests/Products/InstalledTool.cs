using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Products;

/// <summary>The packed <c>dotnet-env</c>, installed as a user would, in a folder that every user may read.</summary>
internal sealed class InstalledTool : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Absolute path of the program.</summary>
    public string Path => this["tools/dotnet-env"];

    private string this[string relativePath] => _folder[relativePath];

    public static async Task<InstalledTool> InstallAsync(CancellationToken cancellationToken)
    {
        var product = await PackedProduct.GetAsync(cancellationToken);
        var tool = new InstalledTool();
        product.WriteNuGetConfig(tool._folder.Path);
        _ = await new ProcessSpec(
            "dotnet", "tool", "install", "dotnet-env", "--version", product.Version, "--tool-path", tool["tools"])
        {
            Folder = tool._folder.Path,
        }.SucceedsAsync(cancellationToken);
        _ = await new ProcessSpec("chmod", "-R", "a+rX", tool._folder.Path).SucceedsAsync(cancellationToken);
        return tool;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
