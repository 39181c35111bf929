using System.Collections.Immutable;
using System.Text;
using EnvBuild.Diagnostics;

namespace EnvBuild.Docker.Builds;

/// <summary>The Dockerfile that an engine gets.</summary>
/// <param name="Name">Its path in the context.</param>
/// <param name="Text">Its text.</param>
/// <param name="Instructions">Its instructions.</param>
/// <param name="FileLocation">The user's file as a whole; <see langword="null"/> if there is none.</param>
internal sealed record BuildPlan(
    string Name, string Text, ImmutableArray<PlacedInstruction> Instructions, SourceLocation? FileLocation)
{
    /// <summary>Number of instructions in front that the user did not write.</summary>
    public int Added { get; private init; }

    /// <summary>A Dockerfile that runs steps on a base.</summary>
    public static BuildPlan OfSteps(string baseName, IReadOnlyList<BuildStep> steps)
    {
        var text = new StringBuilder();
        var owners = new List<SourceLocation?>();
        void Append(string part, SourceLocation? location)
        {
            foreach (var line in part.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            {
                text.Append(line).Append('\n');
                owners.Add(location);
            }
        }

        Append($"FROM {baseName}", null);
        foreach (var step in steps)
        {
            Append(step.Text, step.Location);
        }

        var file = steps.Select(step => step.Location).FirstOrDefault(location => location is not null)?.File;
        return Create(
            $".envbuild-{Guid.NewGuid():n}.Dockerfile",
            text.ToString(),
            line => owners[line - 1],
            file is null ? null : new SourceLocation(file)) with
        { Added = 1 };
    }

    /// <summary>A Dockerfile of the user.</summary>
    public static BuildPlan OfDockerfile(string name, string text, string file) => Create(
        name,
        text,
        line => new SourceLocation(file, new SourceSpan(line, 1, line, 1)),
        new SourceLocation(file));

    /// <summary>A Dockerfile that stands as a text in another file.</summary>
    public static BuildPlan OfText(string name, string text, SourceLocation location) =>
        Create(name, text, _ => location, location);

    /// <summary>Place of a line of the text.</summary>
    public SourceLocation? LocationOf(int line) =>
        Instructions.LastOrDefault(placed => placed.Instruction.Line <= line)?.Location ?? FileLocation;

    /// <summary>The first thing that only BuildKit understands, with its place.</summary>
    public (string Feature, SourceLocation? Location)? FindBuildKitFeature() =>
        DockerfileReader.FindSyntax(Text) is { } syntax && FileLocation is not null && Instructions.Length > 0
            ? ($"'# syntax={syntax}'", FileLocation)
            : Instructions
                .Where(placed => placed.Instruction.BuildKitFeature is not null)
                .Select(placed => ((string, SourceLocation?)?)(placed.Instruction.BuildKitFeature!, placed.Location))
                .FirstOrDefault();

    private static BuildPlan Create(
        string name, string text, Func<int, SourceLocation?> locate, SourceLocation? fileLocation) => new(
        name,
        text,
        [
            .. DockerfileReader.Read(text).Select(
                instruction => new PlacedInstruction(instruction, locate(instruction.Line))),
        ],
        fileLocation);
}
