namespace EnvBuild.Conda.Repodata;

/// <summary>A list that the next record probably has too.</summary>
internal sealed class ListGuess
{
    /// <summary>Numbers of its texts.</summary>
    internal List<int> Items { get; } = [];

    /// <summary>Its own number.</summary>
    internal int Number { get; set; }
}
