using System.Text.Json;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata;

/// <summary>Reads what stands under <c>info</c>.</summary>
internal sealed class RepodataInfoReader
{
    private string? _key;
    private string? _inner;

    internal RepodataInfo Info { get; private set; } = new();

    /// <summary>Takes the tokens below <c>info</c>.</summary>
    internal void OnToken(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType, reader.CurrentDepth)
        {
            case (JsonTokenType.PropertyName, 2):
                (_key, _inner) = (JsonTokenText.Of(ref reader), null);
                break;
            case (JsonTokenType.PropertyName, 3):
                _inner = JsonTokenText.Of(ref reader);
                SetInnerKey(_key, _inner);
                break;
            case (JsonTokenType.String, 2):
                Set(_key, null, JsonTokenText.Of(ref reader));
                break;
            case (JsonTokenType.String, 3):
                Set(_key, _inner, JsonTokenText.Of(ref reader));
                break;
        }
    }

    /// <summary>Takes one value.</summary>
    /// <param name="key">Key in <c>info</c>.</param>
    /// <param name="inner">Key below that, if any.</param>
    /// <param name="value">The value.</param>
    internal void Set(string? key, string? inner, string? value) => Info = (key, inner) switch
    {
        ("base_url", null) => Info with { BaseUrl = value },
        ("channel_relations", "base") => Info with { RelationBase = value },
        ("channel_relations", "overrides") => Info with { RelationOverrides = value },
        _ => Info,
    };

    /// <summary>Takes the name of a key below a key.</summary>
    internal void SetInnerKey(string? key, string inner)
    {
        if (key == "repodata_revisions" && inner != "v3")
        {
            Info = Info with { UnreadRevisions = Info.UnreadRevisions is { } others ? $"{others}, {inner}" : inner };
        }
    }
}
