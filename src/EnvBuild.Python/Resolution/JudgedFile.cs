using EnvBuild.Python.Indexes;
using EnvBuild.Python.Tags;

namespace EnvBuild.Python.Resolution;

/// <summary>A file of an index with what its name says.</summary>
/// <param name="File">The file.</param>
/// <param name="Version">Its version; <see langword="null"/> for a file that is none of the project.</param>
/// <param name="Rank">How well its tags fit, 0 being best; the last for source distributions.</param>
/// <param name="Build">Build tag of a wheel.</param>
/// <param name="Refusal">Why it cannot be installed; <see langword="null"/> where it can.</param>
internal sealed record JudgedFile(IndexFile File, PythonVersion? Version, int Rank, BuildTag? Build, string? Refusal)
{
    /// <summary>Whether it is a wheel.</summary>
    public bool IsWheel => Rank != int.MaxValue;
}
