namespace EnvBuild.Workspaces;

/// <summary>The image of an environment for one platform.</summary>
/// <param name="Platform">Conda subdir such as <c>linux-64</c>.</param>
/// <param name="Reference">Name and tag in the store.</param>
/// <param name="Digest">Digest of the manifest, <c>sha256:…</c>.</param>
public sealed record EnvironmentImage(string Platform, string Reference, string Digest);
