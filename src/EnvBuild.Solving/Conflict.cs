namespace EnvBuild.Solving;

/// <summary>A clause of which every literal is false.</summary>
/// <param name="Clause">The clause; -1 for a pair.</param>
/// <param name="First">First literal of a pair.</param>
/// <param name="Second">Second literal of a pair.</param>
internal readonly record struct Conflict(int Clause, int First, int Second)
{
    internal static Conflict None => new(-1, -1, -1);

    internal bool IsNone => Clause < 0 && First < 0;

    internal static Conflict OfClause(int clause) => new(clause, -1, -1);

    internal static Conflict OfPair(int first, int second) => new(-1, first, second);
}
