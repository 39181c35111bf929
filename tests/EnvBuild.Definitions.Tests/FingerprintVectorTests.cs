using System.Text.Json;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class FingerprintVectorTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Every_public_vector_has_its_texts_branches_and_fingerprint()
    {
        var file = Path.Combine(Corpus.RepositoryRoot, "docs", "fingerprint-vectors.json");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.CancellationToken));
        Assert.AreEqual(Fingerprint.FormatVersion, document.RootElement.GetProperty("format").GetInt32());
        var vectors = document.RootElement.GetProperty("vectors").EnumerateArray().ToList();
        Assert.IsGreaterThanOrEqualTo(40, vectors.Count);
        foreach (var vector in vectors)
        {
            await CheckAsync(vector);
        }
    }

    private async Task CheckAsync(JsonElement vector)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in vector.GetProperty("files").EnumerateObject())
        {
            folder.Write(file.Name, file.Value.GetString()!);
        }

        if (vector.TryGetProperty("executable", out var executable) && !OperatingSystem.IsWindows())
        {
            var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            File.SetUnixFileMode(folder[executable.GetString()!], mode);
        }

        var name = vector.GetProperty("name").GetString();
        var reading = await DefinitionReader.ReadAsync(folder["environment.yml"], TestContext.CancellationToken);
        Assert.IsNotNull(reading.Environment, $"{name}: {string.Join('\n', reading.Diagnostics)}");
        var fingerprint = Fingerprint.Compute(reading.Environment);
        var texts = Fingerprint.Explain(reading.Environment).Select(part => $"{part.Branch}/{part.Field}: {part.Text}");
        Assert.AreSequenceEqual(
            vector.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!), texts, name);
        var branches = vector.GetProperty("branches");
        Assert.AreEqual(branches.GetProperty("base").GetString(), fingerprint.Branches.Base, name);
        Assert.AreEqual(branches.GetProperty("steps").GetString(), fingerprint.Branches.Steps, name);
        Assert.AreEqual(branches.GetProperty("conda").GetString(), fingerprint.Branches.Conda, name);
        Assert.AreEqual(branches.GetProperty("pip").GetString(), fingerprint.Branches.Pip, name);
        Assert.AreEqual(branches.GetProperty("spark").GetString(), fingerprint.Branches.Spark, name);
        Assert.AreEqual(vector.GetProperty("fingerprint").GetString(), fingerprint.Value, name);
    }
}
