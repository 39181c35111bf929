using System.Collections.Immutable;
using EnvBuild.Definitions;
using EnvBuild.Diagnostics;
using EnvBuild.Python;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Resolution;
using EnvBuild.Python.Tags;

namespace EnvBuild.Building.Pip;

/// <summary>Reads what the pip part of a definition asks for.</summary>
/// <param name="machine">Variables of the environment, and the folder that paths in them start at.</param>
internal sealed class PipWishReader(UserMachine machine)
{
    private const string DefaultIndex = "https://pypi.org/simple";

    private readonly PipCredentials _credentials = new();

    /// <exception cref="EnvBuildException">ENV3185, ENV3191: something cannot be used here.</exception>
    public PipWish Read(PipSection section)
    {
        var formats = FormatControl.Any;
        foreach (var option in section.Options)
        {
            formats = option.Name switch
            {
                "--only-binary" => formats.WithOnlyBinary(option.Value ?? ""),
                "--no-binary" => formats.WithNoBinary(option.Value ?? ""),
                _ => formats,
            };
        }

        return new PipWish(
            [.. section.Requirements.Select(Ask)],
            [.. section.Constraints.Select(Ask)],
            ReadIndexes(section.Options),
            formats,
            _credentials)
        {
            PreReleases = Has(section, "--pre"),
            PrefersBinary = Has(section, "--prefer-binary"),
            RequiresHashes = Has(section, "--require-hashes")
                || section.Requirements.Any(requirement => !requirement.Hashes.IsEmpty),
        };
    }

    /// <summary>User and password of all addresses whose variables are set.</summary>
    public PipCredentials ReadCredentials(PipSection section)
    {
        var texts = section.Options.Select(option => option.Value)
            .Concat(section.Requirements.Concat(section.Constraints).Select(asked => asked.Target))
            .Append(machine.GetVariable("PIP_INDEX_URL"))
            .Concat(Words(machine.GetVariable("PIP_EXTRA_INDEX_URL")))
            .Concat(Words(machine.GetVariable("PIP_FIND_LINKS")));
        foreach (var text in texts.OfType<string>())
        {
            _credentials.Learn(EnvironmentText.Expand(text, machine.GetVariable));
        }

        return _credentials;
    }

    private static bool Has(PipSection section, string name) => section.Options.Any(option => option.Name == name);

    private IndexOptions ReadIndexes(ImmutableArray<PipOption> options)
    {
        var isClosed = options.Any(option => option.Name == "--no-index");
        var first = options.LastOrDefault(option => option.Name == "--index-url") is { } named
            ? PlaceOf(named)
            : Place(machine.GetVariable("PIP_INDEX_URL") is { Length: > 0 } url ? url : DefaultIndex, null);
        var more = options.Where(option => option.Name == "--extra-index-url").Select(PlaceOf);
        if (options.All(option => option.Name is not ("--index-url" or "--extra-index-url")))
        {
            more = Words(machine.GetVariable("PIP_EXTRA_INDEX_URL")).Select(text => Place(text, null));
        }

        return new IndexOptions
        {
            Indexes = isClosed ? [] : [.. new[] { first }.Concat(more).DistinctBy(place => place.Text)],
            FindLinks =
            [
                .. options.Where(option => option.Name == "--find-links").Select(PlaceOf),
                .. Words(machine.GetVariable("PIP_FIND_LINKS")).Select(text => Place(text, null)),
            ],
            UnsafeBestMatch = options.Any(option => option is { Name: "--index-strategy", Value: "unsafe-best-match" }),
        };
    }

    private static string[] Words(string? text) =>
        (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private IndexPlace PlaceOf(PipOption option) =>
        Place(Expand(option.Value ?? "", option.Location, option.Canonical), option.Location);

    private IndexPlace Place(string text, SourceLocation? location)
    {
        _credentials.Learn(text);
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return new IndexPlace(
                text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(text).LocalPath : text, location);
        }

        var folder = location is null ? machine.Folder : Path.GetDirectoryName(location.File)!;
        return new IndexPlace(Path.GetFullPath(text, folder), location);
    }

    private string Expand(string text, SourceLocation location, string shown)
    {
        var expanded = EnvironmentText.Expand(text, machine.GetVariable);
        return EnvironmentText.FindMissing(expanded, machine.GetVariable) is { } missing
            ? throw DiagnosticCatalog.PipOptionUnusable.Exception(
                location, shown, $"the variable {missing} of the environment is not set")
            : expanded;
    }

    private AskedRequirement Ask(PipRequirement asked)
    {
        var requirement = asked.IsEditable
            ? throw NeedsBuild(asked, "it is asked for in editable mode")
            : asked.Kind switch
            {
                PipRequirementKind.Named => AskNamed(asked, asked.Requirement!),
                PipRequirementKind.LocalFile => AskFile(asked, new Uri(asked.LocalPath!).AbsoluteUri),
                PipRequirementKind.Address => AskFile(asked, Expand(asked.Target!, asked.Location, asked.Text)),
                _ => throw NeedsBuild(asked, "it is a project folder"),
            };
        return new AskedRequirement(requirement, asked.Location) { Hashes = asked.Hashes };
    }

    private Requirement AskNamed(PipRequirement asked, Requirement requirement)
    {
        if (requirement.Url is not { } written)
        {
            return requirement;
        }

        var url = Expand(written, asked.Location, asked.Text);
        _credentials.Learn(url);
        CheckWheel(asked, url);
        return requirement with { Url = IndexAddress.WithoutCredentials(url) };
    }

    // The name of the file tells which project it is.
    private Requirement AskFile(PipRequirement asked, string url)
    {
        _credentials.Learn(url);
        var wheel = CheckWheel(asked, url);
        var marker = asked.Text.Split(" ;", 2) is [_, var text] && MarkerExpression.TryParse(text, out var parsed, out _)
            ? parsed
            : null;
        return new Requirement(
            wheel.Name, ExtrasOf(asked), VersionSpecifiers.Any, IndexAddress.WithoutCredentials(url), marker);
    }

    private static ImmutableArray<string> ExtrasOf(PipRequirement asked)
    {
        var target = asked.Text.Split(" ;", 2)[0].Trim();
        var bracket = target.EndsWith(']') ? target.LastIndexOf('[') : -1;
        return bracket < 0
            ? []
            : [.. target[(bracket + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    private static WheelFileName CheckWheel(PipRequirement asked, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https" or "file"))
        {
            throw NeedsBuild(asked, "it is a repository");
        }

        return WheelFileName.TryParse(Uri.UnescapeDataString(parsed.Segments[^1]), out var wheel)
            ? wheel
            : throw NeedsBuild(asked, "it is no wheel");
    }

    private static EnvBuildException NeedsBuild(PipRequirement asked, string reason) =>
        DiagnosticCatalog.PipNeedsBuild.Exception(asked.Location, IndexAddress.Redact(asked.Text), reason);
}
