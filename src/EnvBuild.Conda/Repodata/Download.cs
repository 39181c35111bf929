namespace EnvBuild.Conda.Repodata;

/// <summary>What came of asking for a file.</summary>
/// <typeparam name="T">What is made of it.</typeparam>
/// <param name="Content">What was made of it, if it is there.</param>
/// <param name="Absence">How it is known that it is not there.</param>
/// <param name="Doubt">Why that is not certain.</param>
internal sealed record Download<T>(T? Content, Absence Absence = Absence.None, string? Doubt = null)
    where T : class
{
    /// <summary>A file that is not there, for certain or not.</summary>
    internal static Download<T> Missing(string? doubt) =>
        new(null, doubt is null ? Absence.Told : Absence.Doubtful, doubt);
}
