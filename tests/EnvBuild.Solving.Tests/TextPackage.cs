namespace EnvBuild.Solving.Tests;

/// <summary>A package of a <see cref="TextSource"/>.</summary>
internal sealed record TextPackage(
    string Name, int Version, string[] Depends, string[] Constrains, string[] Optional);
