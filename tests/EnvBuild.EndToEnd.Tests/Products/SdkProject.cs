using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Products;

/// <summary>A class library that takes the packed EnvBuild.Sdk from a feed of its own.</summary>
internal static class SdkProject
{
    public static async Task WriteAsync(Workplace place, string folder, CancellationToken cancellationToken)
    {
        var product = await PackedProduct.GetAsync(cancellationToken);
        product.WriteNuGetConfig(place[folder]);
        _ = place.Write(
            $"{folder}/Project.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Sdk Name="EnvBuild.Sdk" Version="{product.Version}" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        _ = place.Write($"{folder}/Class.cs", "namespace Project;\n\npublic sealed class Class;\n");
    }
}
