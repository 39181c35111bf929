namespace EnvBuild.Definitions.Yaml;

/// <summary>How a scalar is written, as far as its meaning or the place of its lines depends on it.</summary>
internal enum YamlScalarStyle
{
    Plain,
    Quoted,
    Block,
}
