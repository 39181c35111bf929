using System.Security.Cryptography;
using System.Text.Json;

namespace EnvBuild.EndToEnd.Tests.Stores;

/// <summary>Reads a store without the product's code: whole blobs, and nothing that points nowhere.</summary>
internal sealed class StoreCheck(string store)
{
    private readonly HashSet<string> _verified = new(StringComparer.Ordinal);

    private string Blobs => Path.Combine(store, "blobs", "sha256");

    /// <summary>Fails the test unless the store is whole. A blob once seen whole is not hashed again.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Blobs))
        {
            return;
        }

        foreach (var blob in Directory.EnumerateFiles(Blobs))
        {
            await VerifyBlobAsync(blob, cancellationToken);
        }

        foreach (var root in Roots())
        {
            await VerifyClosureAsync(root, cancellationToken);
        }
    }

    /// <summary>How many manifests have a name or stand in the index.</summary>
    public int CountRoots() => Roots().Distinct().Count();

    public IReadOnlyCollection<string> BlobNames() =>
        Directory.Exists(Blobs) ? [.. Directory.EnumerateFiles(Blobs).Select(path => Path.GetFileName(path))] : [];

    private static IEnumerable<string> DigestsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property is { Name: "digest", Value.ValueKind: JsonValueKind.String }
                ? [property.Value.GetString()!]
                : DigestsIn(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(DigestsIn),
        _ => [],
    };

    private static IEnumerable<string> DigestsOfFile(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. DigestsIn(document.RootElement)];
    }

    private IEnumerable<string> Roots()
    {
        var references = Path.Combine(store, "refs");
        var files = Directory.Exists(references)
            ? Directory.EnumerateFiles(references, "*", SearchOption.AllDirectories)
                .Where(path => !Path.GetFileName(path).StartsWith('.'))
            : [];
        return files.Append(Path.Combine(store, "index.json")).Where(File.Exists).SelectMany(DigestsOfFile);
    }

    private async Task VerifyBlobAsync(string path, CancellationToken cancellationToken)
    {
        if (_verified.Contains(path))
        {
            return;
        }

        await using var stream = File.OpenRead(path);
        var actual = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        Assert.AreEqual(Path.GetFileName(path), actual, "A blob does not have the digest that it is named by.");
        _ = _verified.Add(path);
    }

    private async Task VerifyClosureAsync(string digest, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Blobs, digest["sha256:".Length..]);
        Assert.IsTrue(File.Exists(path), $"{digest} is named, and its blob is missing.");
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
        var root = document.RootElement;
        foreach (var manifest in root.TryGetProperty("manifests", out var manifests) ? DigestsIn(manifests) : [])
        {
            await VerifyClosureAsync(manifest, cancellationToken);
        }

        foreach (var blob in root.TryGetProperty("layers", out var layers)
            ? DigestsIn(layers).Concat(DigestsIn(root.GetProperty("config")))
            : [])
        {
            var file = Path.Combine(Blobs, blob["sha256:".Length..]);
            Assert.IsTrue(File.Exists(file), $"{digest} needs {blob}, which is missing.");
        }
    }
}
