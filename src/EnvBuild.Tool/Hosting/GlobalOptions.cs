using System.CommandLine;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Hosting;

/// <summary>Options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<OutputFormat> Format { get; } = new("--format")
    {
        Description = "Form of the result on standard output: text or json.",
        HelpName = "text|json",
        Recursive = true,
    };

    public Option<string?> Store { get; } = new("--store")
    {
        Description = "Folder of the store (an OCI image layout). Default: ENVBUILD_STORE, else the user's own.",
        HelpName = "folder",
        Recursive = true,
    };

    public Option<string?> ChannelAlias { get; } = new("--channel-alias")
    {
        Description = "URL or folder at which channels that are only a name are fetched. Default: "
            + "ENVBUILD_CHANNEL_ALIAS, else the configuration of conda, else https://conda.anaconda.org.",
        HelpName = "url|folder",
        Recursive = true,
    };

    public Option<bool> Offline { get; } = new("--offline")
    {
        Description = "Ask no server: what was fetched before is used, however old. ENVBUILD_OFFLINE=1, "
            + "CONDA_OFFLINE=1 and 'offline: true' in .condarc do the same.",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Tell decisions, cache hits and retries on standard error.",
        Recursive = true,
    };

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "No colours; NO_COLOR does the same.",
        Recursive = true,
    };

    public void AddTo(RootCommand root)
    {
        // An unset variable in a script must not turn the current folder into a store.
        RefuseEmpty(Store);
        RefuseEmpty(ChannelAlias);
        root.Options.Add(Format);
        root.Options.Add(Store);
        root.Options.Add(ChannelAlias);
        root.Options.Add(Offline);
        root.Options.Add(Verbose);
        root.Options.Add(NoColor);
    }

    private static void RefuseEmpty(Option<string?> option) => option.Validators.Add(result =>
    {
        if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string?>()))
        {
            result.AddError($"{option.Name} is empty.");
        }
    });
}
