namespace EnvBuild.Definitions.Yaml;

/// <summary>A key with its value.</summary>
internal readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);
