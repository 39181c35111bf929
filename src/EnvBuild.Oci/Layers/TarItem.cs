namespace EnvBuild.Oci.Layers;

/// <summary>An entry with its path in UTF-8, by which layers are sorted.</summary>
internal sealed record TarItem(LayerEntry Entry, byte[] Path);
