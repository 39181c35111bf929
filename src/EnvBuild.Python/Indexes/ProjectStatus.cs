namespace EnvBuild.Python.Indexes;

/// <summary>What an index says of a whole project (PEP 792).</summary>
/// <param name="State"><c>active</c>, <c>archived</c>, <c>quarantined</c>, <c>deprecated</c>, or a later word.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record ProjectStatus(string State, string? Reason)
{
    /// <summary>The state of a project of which the index says nothing.</summary>
    public static ProjectStatus Active { get; } = new("active", null);
}
