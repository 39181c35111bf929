using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ZstdSharp;

namespace EnvBuild.SampleChannel;

/// <summary>Writes packages and their index as a conda channel (CEP 36). The same recipes, the same bytes.</summary>
public static class ChannelWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes a channel.</summary>
    /// <param name="root">Absolute path of the channel; made if missing.</param>
    /// <param name="recipes">Its packages.</param>
    public static void Write(string root, IEnumerable<PackageRecipe> recipes)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        var bySubdir = recipes.ToLookup(recipe => recipe.Subdir);
        foreach (var subdir in bySubdir.Select(group => group.Key).Union(["noarch"]))
        {
            WriteSubdir(Path.Combine(root, subdir), subdir, bySubdir[subdir]);
        }
    }

    private static void WriteSubdir(string folder, string subdir, IEnumerable<PackageRecipe> recipes)
    {
        Directory.CreateDirectory(folder);
        var archives = new JsonObject { ["packages"] = new JsonObject(), ["packages.conda"] = new JsonObject() };
        foreach (var recipe in recipes.OrderBy(recipe => recipe.FileName, StringComparer.Ordinal))
        {
            var archive = PackageArchiveWriter.Write(recipe);
            File.WriteAllBytes(Path.Combine(folder, recipe.FileName), archive);
            var map = recipe.Format == ArchiveFormat.Conda ? "packages.conda" : "packages";
            archives[map]![recipe.FileName] = Record(recipe, archive);
        }

        archives["info"] = new JsonObject { ["subdir"] = subdir };
        archives["repodata_version"] = 1;
        var text = JsonSerializer.SerializeToUtf8Bytes(archives, Indented);
        File.WriteAllBytes(Path.Combine(folder, "repodata.json"), text);
        using var compressor = new Compressor(19);
        File.WriteAllBytes(Path.Combine(folder, "repodata.json.zst"), compressor.Wrap(text).ToArray());
    }

    private static JsonObject Record(PackageRecipe recipe, byte[] archive)
    {
        var record = PackageInfo.Index(recipe);
#pragma warning disable CA5351 // repodata carries MD5 beside SHA-256 by specification; nothing is trusted by it.
        record["md5"] = Convert.ToHexStringLower(MD5.HashData(archive));
#pragma warning restore CA5351
        record["sha256"] = Convert.ToHexStringLower(SHA256.HashData(archive));
        record["size"] = archive.Length;
        return record;
    }
}
