namespace EnvBuild.Benchmarks.Channels;

/// <summary>A file of a real package.</summary>
/// <param name="Extension">End of its name.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record ModelFile(string Extension, byte[] Bytes);
