using System.Collections.Immutable;
using EnvBuild.Conda.Repodata.Index;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata.Relations;

/// <summary>
/// The order of channels that name each other (CEP 42): a base comes before the channel that names it, an overridden
/// channel behind it; what the user wrote wins.
/// </summary>
internal sealed class ChannelRelations
{
    /// <summary>How far channels may lead to others (CEP 42, <c>channel_relations_max_depth</c>).</summary>
    private const int DeepestLevel = 10;

    private readonly ImmutableArray<Channel> _heads;
    private readonly Dictionary<Channel, int> _depths = [];
    private readonly Dictionary<Channel, List<Channel>> _before = [];
    private readonly Dictionary<Channel, List<Channel>> _overridden = [];

    /// <param name="heads">What the user wrote, each once, the most important first.</param>
    internal ChannelRelations(ImmutableArray<Channel> heads)
    {
        _heads = heads;
        for (var i = 0; i < heads.Length; i++)
        {
            _depths.Add(heads[i], 0);
            _before.Add(heads[i], i == 0 ? [] : [heads[i - 1]]);
        }
    }

    /// <summary>Adds what a channel says.</summary>
    /// <returns>Channels that were not known.</returns>
    /// <exception cref="EnvBuildException">ENV3016: it cannot be followed.</exception>
    internal IReadOnlyList<Channel> Add(Channel channel, RepodataInfo info)
    {
        var (above, below) = (Read(channel, info.RelationBase), Read(channel, info.RelationOverrides));
        if (above is not null && above == below)
        {
            throw Wrong(channel, $"it names '{above.Name}' both as its base and as what it overrides");
        }

        var fresh = new List<Channel>();
        if (above is not null && !IsAgainstUser(above, channel))
        {
            AddNode(channel, above, fresh);
            _before[channel].Add(above);
        }

        if (below is not null && !IsAgainstUser(channel, below))
        {
            AddNode(channel, below, fresh);
            _before[below].Add(channel);
            _overridden.TryAdd(channel, []);
            _overridden[channel].Add(below);
        }

        return fresh;
    }

    /// <summary>All channels, the most important first.</summary>
    /// <exception cref="EnvBuildException">ENV3016: the relations run in a circle.</exception>
    internal ImmutableArray<Channel> Sort()
    {
        var sorted = ImmutableArray.CreateBuilder<Channel>(_depths.Count);
        var state = new Dictionary<Channel, bool>();
        foreach (var channel in _heads.Concat(_depths.Keys))
        {
            Visit(channel, sorted, state);
        }

        return sorted.ToImmutable();
    }

    private static Channel? Read(Channel channel, string? reference) => reference is null
        ? null
        : channel.Related(reference) is { } related && related != channel
            ? related
            : throw Wrong(channel, $"'{reference}' is no path from it to another channel");

    private static EnvBuildException Wrong(Channel channel, string reason) =>
        DiagnosticCatalog.ChannelRelationsInvalid.Exception(null, channel.Name, reason);

    private void AddNode(Channel from, Channel to, List<Channel> fresh)
    {
        if (_depths.ContainsKey(to))
        {
            return;
        }

        if (_depths[from] == DeepestLevel)
        {
            throw Wrong(from, $"its relations lead through more than {DeepestLevel} channels");
        }

        _depths.Add(to, _depths[from] + 1);
        _before.Add(to, []);
        fresh.Add(to);
    }

    private bool IsAgainstUser(Channel first, Channel second) =>
        _heads.IndexOf(first) is >= 0 and var place && _heads.IndexOf(second) is >= 0 and var other && other < place;

    // What must come before goes first; what is overridden follows at once, so that related channels stand together.
    private void Visit(Channel channel, ImmutableArray<Channel>.Builder sorted, Dictionary<Channel, bool> isDone)
    {
        if (isDone.TryGetValue(channel, out var done))
        {
            if (!done)
            {
                throw Wrong(channel, "its relations run in a circle");
            }

            return;
        }

        isDone[channel] = false;
        foreach (var other in _before[channel])
        {
            Visit(other, sorted, isDone);
        }

        isDone[channel] = true;
        sorted.Add(channel);
        foreach (var other in _overridden.GetValueOrDefault(channel) ?? [])
        {
            if (!_heads.Contains(other) && _before[other].All(before => isDone.GetValueOrDefault(before)))
            {
                Visit(other, sorted, isDone);
            }
        }
    }
}
