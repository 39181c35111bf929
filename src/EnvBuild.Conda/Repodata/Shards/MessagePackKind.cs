namespace EnvBuild.Conda.Repodata.Shards;

/// <summary>Kinds of values of MessagePack.</summary>
internal enum MessagePackKind
{
    Other,
    Integer,
    Text,
    Binary,
    Array,
    Map,
    True,
}
