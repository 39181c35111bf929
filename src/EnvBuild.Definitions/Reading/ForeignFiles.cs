using EnvBuild.Definitions.Yaml;

namespace EnvBuild.Definitions.Reading;

/// <summary>Recognises files that stand near definitions, look like them, and are none.</summary>
internal static class ForeignFiles
{
    private const string ReferenceAdvice = "Build the environment that it names from its own definition.";

    // These are told by keys that no definition has.
    private static readonly (Func<YamlMapping, bool> Matches, ForeignFile File)[] Certain =
    [
        (root => root.Has("build_dependencies"), new(
            "a python_env.yaml of MLflow",
            "It lists Python packages for virtualenv; use the conda.yaml beside it in the model's folder.")),
        (root => root.FindText("type") == "environment" && root.Has("spec"), new(
            "an asset.yaml of the azureml-assets catalogue",
            "It points to the definition: use the file that its key 'spec' names.")),
        (root => root.Find("image") is YamlMapping image && (image.Has("context") || image.Has("publish")), new(
            "an image configuration of the azureml-assets catalogue",
            "The definition is the spec.yaml beside it; the image is described by the Dockerfile in its context.")),
    ];

    // These share keys with definitions, so they are looked for only where the keys of a definition are missing.
    private static readonly (Func<YamlMapping, bool> Matches, ForeignFile File)[] Probable =
    [
        (root => IsSpark(root), new(
            "a Spark job or component of Azure ML",
            "Copy the conda part of 'conf' into an environment.yml of its own and use that.")),
        (root => HostedEnvironment.Find(root) is YamlMapping, new(
            "a job, component or deployment of Azure ML with an environment inside",
            "Move what stands below 'environment' into an environment.yml of its own and use that.")),
        (root => HostedEnvironment.Find(root) is YamlScalar, new(
            "a job, component or deployment of Azure ML that names an environment", ReferenceAdvice)),
        (root => HasForeignSchema(root) || root.Has("command") || root.Has("endpoint_name"), new(
            "a job, component or deployment of Azure ML",
            "It holds no environment; write an environment.yml and use that.")),
        (root => root.Has("metadata") && root.Find("package") is YamlSequence, new(
            "a lock file of conda-lock",
            "It is made from a definition: use the environment.yml that it was made from.")),
        (root => root.Has("package") && (root.Has("requirements") || root.Has("source")), new(
            "a recipe of conda-build", "It builds a package; write an environment.yml that asks for that package.")),
        (root => root.Has("flavors"), new(
            "an MLmodel file of MLflow", "Use the conda.yaml that stands beside it.")),
        (root => root.Has("cells") && root.Has("nbformat"), new(
            "a notebook", "Copy the environment from its cell into an environment.yml and use that.")),
        (root => root.Has("services"), new(
            "a compose file", "Write an environment.yml; a Dockerfile is used with 'build: {path: …}'.")),
        (root => root.Has("jobs") || root.Has("stages") || root.Has("on"), new(
            "a pipeline or workflow", "Write an environment.yml and use that.")),
        (root => IsReadTheDocs(root), new(
            "a configuration of Read the Docs",
            "Use the file that 'conda: environment:' names in it, if there is one.")),
        (root => root.Has("channel_priority") || root.Has("channel_alias") || root.Has("default_channels"), new(
            "a configuration of conda (.condarc)", "Write an environment.yml; channels stand in it.")),
    ];

    public static ForeignFile? Recognize(YamlMapping root) =>
        Array.Find(Certain, kind => kind.Matches(root)).File
        ?? (IsDefinition(root) ? null : Array.Find(Probable, kind => kind.Matches(root)).File);

    /// <summary>Recognises files that are no YAML, by name and beginning.</summary>
    public static ForeignFile? RecognizeText(string path, string text)
    {
        var name = Path.GetFileName(path);
        var first = FirstLine(text);
        if (first.StartsWith("@EXPLICIT", StringComparison.Ordinal))
        {
            return new(
                "an explicit list of conda packages",
                "It is made by 'conda list --explicit'; use the environment.yml that it came from.");
        }

        var isDockerfile = name.Contains("Dockerfile", StringComparison.OrdinalIgnoreCase)
            || first.StartsWith("FROM ", StringComparison.OrdinalIgnoreCase);
        if (isDockerfile)
        {
            return new("a Dockerfile", "Name its folder in a definition: 'build: {path: …}'.");
        }

        return name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
            ? new(
                "a requirements file of pip",
                "Name it in a definition, in the list 'pip' below 'dependencies': '- -r " + name + "'.")
            : null;
    }

    private static string FirstLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (!trimmed.IsEmpty && trimmed[0] != '#')
            {
                return trimmed.ToString();
            }
        }

        return "";
    }

    private static bool IsDefinition(YamlMapping root) =>
        root.Has("dependencies") || root.Has("conda_file") || root.FindText("image") is not null
        || (root.Find("build") is YamlMapping build && (build.Has("path") || build.Has("local_path")));

    private static bool IsReadTheDocs(YamlMapping root) =>
        root.Has("sphinx") || root.Has("mkdocs") || (root.Find("build") is YamlMapping build && build.Has("tools"));

    private static bool IsSpark(YamlMapping root) =>
        root.FindText("type") == "spark" || (root.Find("conf") is YamlMapping && root.Find("entry") is YamlMapping);

    private static bool HasForeignSchema(YamlMapping root) =>
        root.FindText("$schema") is { } schema
        && schema.Contains("azureml", StringComparison.OrdinalIgnoreCase)
        && !schema.Contains("environment", StringComparison.OrdinalIgnoreCase);
}
