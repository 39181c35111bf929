namespace EnvBuild.Tool.Output;

/// <summary>A layer of an image. Sizes in bytes as stored.</summary>
internal sealed record LayerJson(string Digest, string DiffId, string MediaType, long Size, string? CreatedBy);
