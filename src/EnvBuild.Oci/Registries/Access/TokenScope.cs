namespace EnvBuild.Oci.Registries.Access;

/// <summary>
/// What a token is for: resources with their actions (distribution, token scope documentation), written as
/// <c>repository:name:pull,push</c>.
/// </summary>
internal sealed class TokenScope
{
    private readonly SortedDictionary<string, SortedSet<string>> _actions = new(StringComparer.Ordinal);

    public TokenScope(params ReadOnlySpan<string> scopes)
    {
        foreach (var scope in scopes)
        {
            Add(scope);
        }
    }

    /// <summary>The scopes, each resource once, in a fixed order.</summary>
    public IEnumerable<string> Scopes => _actions.Select(entry => $"{entry.Key}:{string.Join(',', entry.Value)}");

    public static string Pull(string repository) => $"repository:{repository}:pull";

    public static string Push(string repository) => $"repository:{repository}:pull,push";

    /// <summary>This and what a challenge names besides.</summary>
    public TokenScope With(string? more) =>
        new([.. Scopes, .. (more ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>The scopes with spaces between them.</summary>
    public override string ToString() => string.Join(' ', Scopes);

    private void Add(string scope)
    {
        var colon = scope.LastIndexOf(':');
        var resource = colon < 0 ? scope : scope[..colon];
        if (!_actions.TryGetValue(resource, out var actions))
        {
            actions = new SortedSet<string>(StringComparer.Ordinal);
            _actions.Add(resource, actions);
        }

        actions.UnionWith(scope[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries));
    }
}
