namespace EnvBuild.Diagnostics;

/// <summary>How far a piece of work has come.</summary>
/// <param name="Activity">What is being done, for people: <c>Downloading</c>, <c>Writing layers</c>.</param>
/// <param name="Item">The thing in work, such as a package; <see langword="null"/> for the whole.</param>
/// <param name="Completed">Units done.</param>
/// <param name="Total">Units in all; <see langword="null"/> while unknown.</param>
/// <param name="Unit">What is counted: <c>B</c> for bytes, else a noun such as <c>packages</c>.</param>
public readonly record struct ProgressUpdate(string Activity, string? Item, long Completed, long? Total, string Unit);
