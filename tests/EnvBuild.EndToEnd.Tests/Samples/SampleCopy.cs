using EnvBuild.EndToEnd.Tests.Bases;
using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Samples;

/// <summary>
/// A sample outside the repository, with the packed SDK, an offline channel as conda-forge and a Debian base.
/// </summary>
internal static class SampleCopy
{
    /// <summary>Copies <c>samples/NAME</c> to <c>NAME</c>, and makes <c>channels</c> for the channel alias.</summary>
    public static async Task MakeAsync(
        Workplace place, string name, MinimalBase minimal, CancellationToken cancellationToken, bool withNuGet = false)
    {
        var channel = Corpus.RequireChannel();
        var sample = Path.Combine(Corpus.RepositoryRoot, "samples", name);
        foreach (var file in Directory.GetFiles(sample))
        {
            _ = place.Write($"{name}/{Path.GetFileName(file)}", await File.ReadAllTextAsync(file, cancellationToken));
        }

        (await PackedProduct.GetAsync(cancellationToken)).WriteNuGetConfig(place[name], withNuGet);
        _ = Directory.CreateDirectory(place["channels"]);
        _ = File.CreateSymbolicLink(place["channels/conda-forge"], channel);
        _ = File.CreateSymbolicLink(place[$"{name}/base"], minimal.Layout);
    }
}
