namespace EnvBuild.Benchmarks.Images;

/// <summary>Commands of <c>dotnet-env</c> over one home.</summary>
/// <param name="Tool">The program.</param>
/// <param name="Home">Its home.</param>
/// <param name="Definitions">Folder of the definitions.</param>
/// <param name="Base">Base image.</param>
internal sealed record EnvBuildCommands(string Tool, string Home, string Definitions, string Base)
{
    /// <summary>The store, an image layout.</summary>
    public string Store => Path.Combine(Home, "store");

    public string Build(string name) => Command($"build '{Definitions}/{name}.yml' --tag {name}:1 --base '{Base}'");

    public string Push(string name, string target) => Command($"push {name}:1 {target}");

    public string Export(string name, string path) => Command($"export {name}:1 -o '{path}'");

    public string Deliver(string name, string docker) => $"{docker} {Command($"load {name}:1")}";

    public string Skopeo(string name, string target) =>
        $"skopeo copy --quiet --dest-tls-verify=false 'oci:{Store}:{name}:1' docker://{target}";

    // Progress would hide the tables.
    private string Command(string arguments) =>
        $"ENVBUILD_HOME='{Home}' '{Tool}' {arguments} 2>>'{Home}.log'";
}
