using System.Collections.Concurrent;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Registries;
using Microsoft.AspNetCore.Http;

namespace EnvBuild.Oci.Tests.Registries;

/// <summary>Debian's registry has no referrers API, so that a server of the tests stands in for one that has.</summary>
[TestClass]
public sealed class ReferrersApiTests : RegistryTestBase
{
    private static readonly Digest Subject = Digest.Of("subject"u8);

    private readonly ConcurrentQueue<string> _asked = new();

    [TestMethod]
    public async Task Referrers_come_page_by_page_from_the_API_and_are_filtered_here()
    {
        await using var server = await WebServer.StartAsync(AnswerAsync);
        using var client = await ConnectAsync();
        var subject = RegistryReference.Parse($"{server.Host}/a@{Subject}");
        var all = await client.ListReferrersAsync(subject, null, Cancellation);
        CollectionAssert.AreEqual(new[] { "x/1", "x/2", "x/1" }, all.Select(entry => entry.ArtifactType).ToArray());
        Assert.HasCount(2, await client.ListReferrersAsync(subject, "x/1", Cancellation));
        Assert.IsFalse(_asked.Any(path => path.Contains("/manifests/", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_registry_that_knows_subjects_gets_no_fallback_tag()
    {
        await using var server = await WebServer.StartAsync(AnswerAsync);
        using var client = await ConnectAsync();
        var manifest = new ImageManifest
        {
            ArtifactType = "x/1",
            Config = new Descriptor { MediaType = MediaTypes.Empty, Digest = Digest.Of("{}"u8), Size = 2 },
            Layers = [],
            Subject = new Descriptor { MediaType = MediaTypes.ImageManifest, Digest = Subject, Size = 7 },
        };
        var json = manifest.ToJson();
        await client.PutManifestAsync(
            RegistryReference.Parse($"{server.Host}/a@{Digest.Of(json)}"), json, MediaTypes.ImageManifest, Cancellation);
        CollectionAssert.AreEqual(new[] { $"PUT /v2/a/manifests/{Digest.Of(json)}" }, _asked.ToArray());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == "/v2/")
        {
            return;
        }

        _asked.Enqueue($"{request.Method} {request.Path}");
        if (request.Method == "PUT")
        {
            context.Response.StatusCode = 201;
            context.Response.Headers["OCI-Subject"] = Subject.ToString();
            return;
        }

        var page = request.Query["page"].FirstOrDefault() ?? "1";
        if (page == "1")
        {
            // Also an address elsewhere is asked for here.
            context.Response.Headers.Link = $"<http://elsewhere.example{request.Path}?page=2>; rel=\"next\"";
        }

        var index = new ImageIndex
        {
            MediaType = MediaTypes.ImageIndex,
            Manifests = page == "1" ? [Entry(1), Entry(2)] : [Entry(1)],
        };
        await context.Response.Body.WriteAsync(index.ToJson());
    }

    private static Descriptor Entry(int type) => new()
    {
        MediaType = MediaTypes.ImageManifest,
        Digest = Digest.Of([(byte)type]),
        Size = 1,
        ArtifactType = $"x/{type}",
    };
}
