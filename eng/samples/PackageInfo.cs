using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EnvBuild.SampleChannel;

/// <summary>The <c>info/</c> files of a package (CEP 34).</summary>
internal static class PackageInfo
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static JsonObject Index(PackageRecipe recipe)
    {
        var index = new JsonObject
        {
            ["build"] = recipe.Build,
            ["build_number"] = 0,
            ["depends"] = new JsonArray([.. recipe.Depends.Select(text => JsonValue.Create(text))]),
            ["license"] = "MIT",
            ["name"] = recipe.Name,
            ["subdir"] = recipe.Subdir,
            ["version"] = recipe.Version,
        };
        if (recipe.Subdir == "noarch")
        {
            index["noarch"] = "generic";
        }

        return index;
    }

    public static IEnumerable<PackageFile> Files(PackageRecipe recipe)
    {
        var about = new JsonObject { ["license"] = "MIT", ["summary"] = recipe.Summary };
        yield return Json("info/about.json", about);
        yield return PackageFile.Text("info/files", string.Concat(recipe.Files.Select(file => file.Path + "\n")));
        yield return PackageFile.Text("info/has_prefix", string.Concat(recipe.Files
            .Where(file => file.HasPrefix)
            .Select(file => $"{Prefix.Placeholder} {Mode(file)} {file.Path}\n")));
        yield return Json("info/index.json", Index(recipe));
        var paths = new JsonArray([.. recipe.Files.Select(Describe)]);
        yield return Json("info/paths.json", new JsonObject { ["paths"] = paths, ["paths_version"] = 1 });
    }

    private static PackageFile Json(string path, JsonNode node) =>
        PackageFile.Text(path, node.ToJsonString(Indented) + "\n");

    private static string Mode(PackageFile file) => file.IsText ? "text" : "binary";

    private static JsonObject Describe(PackageFile file)
    {
        var description = new JsonObject
        {
            ["_path"] = file.Path,
            ["path_type"] = "hardlink",
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)),
            ["size_in_bytes"] = file.Content.Length,
        };
        if (file.HasPrefix)
        {
            description["file_mode"] = Mode(file);
            description["prefix_placeholder"] = Prefix.Placeholder;
        }

        return description;
    }
}
