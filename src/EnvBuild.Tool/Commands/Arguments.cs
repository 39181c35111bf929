using System.Collections.Immutable;
using System.CommandLine;
using System.Text.RegularExpressions;
using EnvBuild.Building;
using EnvBuild.Docker.Builds;
using EnvBuild.Tool.Hosting;

namespace EnvBuild.Tool.Commands;

/// <summary>Arguments and options that several commands take in the same form.</summary>
internal static partial class Arguments
{
    public static Argument<string> Definition() => RefuseOptions(new Argument<string>("file")
    {
        Description = "The definition.",
        DefaultValueFactory = _ => "environment.yml",
        Arity = ArgumentArity.ZeroOrOne,
    });

    public static Argument<string> Subject() => RefuseOptions(new Argument<string>("environment")
    {
        Description = "A name, name:tag, fingerprint (or its beginning), image digest, or the path of a definition.",
    });

    public static Option<string[]> Platforms() => new("--platform", "-p")
    {
        Description = "Conda platform such as linux-64; may be repeated. Default: those of the definition, else linux-64.",
        HelpName = "platform",
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<string?> Platform() => new("--platform", "-p")
    {
        Description = "Conda platform such as linux-64, where there are images for several.",
        HelpName = "platform",
    };

    /// <summary>A mistyped option must not be taken for a file.</summary>
    public static Argument<T> RefuseOptions<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"'{token.Value}' is not an option of this command.");
            }
        });
        return argument;
    }

    public static Option<string?> BaseImage() => new("--base")
    {
        Description = "Base image for a definition that names none: a reference to a registry, oci:FOLDER, oci-archive:FILE, "
            + "docker-archive:FILE, scratch.",
        HelpName = "image",
    };

    /// <summary>In the form that docker has.</summary>
    public static Option<string[]> Secrets()
    {
        var option = new Option<string[]>("--secret")
        {
            Description = "A secret for RUN --mount=type=secret of steps, from a file; may be repeated.",
            HelpName = "id=ID,src=FILE",
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !SecretText().IsMatch(token.Value)))
            {
                result.AddError($"'{token.Value}' does not have the form id=ID,src=FILE.");
            }
        });
        return option;
    }

    public static ImmutableArray<BuildSecret> SecretsOf(ToolHost host, string[]? texts) =>
    [
        .. (texts ?? []).Select(text => SecretText().Match(text)).Select(match => new BuildSecret(
            match.Groups["id"].Value, host.Absolute(match.Groups["file"].Value))),
    ];

    public static Option<string[]> ForeignLocks(string name) => new(name)
    {
        Description = "A lock of another tool: conda-lock.yml, pixi.lock or an @EXPLICIT list; may be repeated, for "
            + "locks that hold one platform each.",
        HelpName = "file",
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<string?> ForeignEnvironment() => new("--environment")
    {
        Description = "Environment of a lock that has several (pixi). Default: default, or the only one.",
        HelpName = "name",
    };

    public static LockImport ImportOf(ToolHost host, string[] files, string? environment) => new()
    {
        Paths = [.. files.Select(host.Absolute)],
        Environment = environment,
        WorkingFolder = host.Folder,
        GetVariable = host.GetVariable,
    };

    [GeneratedRegex(@"\A(?:type=file,)?id=(?<id>[^,]+),(?:src|source)=(?<file>[^,]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex SecretText();
}
