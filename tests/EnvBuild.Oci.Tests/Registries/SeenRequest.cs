namespace EnvBuild.Oci.Tests.Registries;

/// <summary>What a server saw of a request.</summary>
internal sealed record SeenRequest(string Method, string Path, string? Authorization, string? Range, long? Length);
