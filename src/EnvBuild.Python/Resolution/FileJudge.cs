using System.Collections.Immutable;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Tags;

namespace EnvBuild.Python.Resolution;

/// <summary>Judges the files of one project by their names and by what the index says of them.</summary>
internal sealed class FileJudge(
    string name, ResolutionRequest request, SupportedTags tags, ImmutableHashSet<string>? hashes)
{
    /// <summary>Whether an older wheel is better than a newer source distribution.</summary>
    public bool PrefersBinary => request.PrefersBinary;

    public JudgedFile Judge(IndexFile file)
    {
        if (WheelFileName.TryParse(file.FileName, out var wheel))
        {
            return JudgeWheel(file, wheel);
        }

        return SourceFileName.TryParse(file.FileName, name, out var version)
            ? new JudgedFile(
                file,
                version,
                int.MaxValue,
                null,
                request.Formats.AllowsSources(name) ? JudgeIndexData(file) : "it may come only as a wheel, and has none")
            : new JudgedFile(file, null, int.MaxValue, null, null);
    }

    private JudgedFile JudgeWheel(IndexFile file, WheelFileName wheel)
    {
        if (wheel.Name != name)
        {
            return new JudgedFile(file, null, 0, null, null);
        }

        var rank = tags.Rank(wheel.Tags);
        var refusal = rank is null
            ? $"it has no wheel for Python {request.Target.Major}.{request.Target.Minor} on {Platform}"
            : request.Formats.AllowsWheels(name) ? JudgeIndexData(file) : "it may not come as a wheel, and has no source";
        return new JudgedFile(file, wheel.Version, rank ?? 0, wheel.Build, refusal);
    }

    private string Platform => $"{request.Target.Machine} with {(request.Target.Libc == LibcKind.Musl ? "musl" : "glibc")} "
        + $"{request.Target.LibcMajor}.{request.Target.LibcMinor}";

    // A hash of another kind is found out when the file is there.
    private static bool MayHaveHash(IndexFile file, ImmutableHashSet<string> hashes)
    {
        var comparable = file.Hashes
            .Where(pair => hashes.Any(hash => hash.StartsWith(pair.Key + ":", StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return comparable.Count == 0
            ? !hashes.IsEmpty
            : comparable.Exists(pair => hashes.Contains($"{pair.Key}:{pair.Value}"));
    }

    private string? JudgeIndexData(IndexFile file)
    {
        if (!file.PythonVersions.Matches(request.Target.Version))
        {
            return $"it needs Python {file.PythonVersions}";
        }

        return hashes is null || MayHaveHash(file, hashes)
            ? null
            : "none of its files has one of the hashes that are asked for";
    }
}
