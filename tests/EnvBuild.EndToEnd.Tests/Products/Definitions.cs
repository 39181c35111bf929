namespace EnvBuild.EndToEnd.Tests.Products;

/// <summary>Texts of definitions.</summary>
internal static class Definitions
{
    /// <summary>An environment of version 1 over a base, with packages of one channel.</summary>
    public static string Over(string baseImage, string name, string channel, params string[] packages) =>
        $"""
        name: {name}
        version: 1
        image: {baseImage}
        conda_file:
          channels: [{channel}]
          dependencies: [{string.Join(", ", packages.Select(package => $"'{package}'"))}]

        """;
}
