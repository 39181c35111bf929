using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>What the tasks of both phases share: the environments of a project and its settings.</summary>
public abstract class EnvironmentTask : CancelableTask
{
    /// <summary>The <c>Environment</c> items of the project, with metadata Platforms, Tag and BaseImage.</summary>
    [Required]
    public ITaskItem[] Environments { get; set; } = [];

    /// <summary>Absolute path of <c>environment.inputs.cache</c>.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>Absolute path of <c>environment.images.json</c>.</summary>
    [Required]
    public string ImagesFile { get; set; } = "";

    /// <summary>Absolute path of the store; empty for that of the user.</summary>
    public string Store { get; set; } = "";

    /// <summary>Absolute path of the folder for downloads; empty for that of the user.</summary>
    public string Cache { get; set; } = "";

    /// <summary>Where channels are fetched that are only a name; empty for what conda is configured for.</summary>
    public string ChannelAlias { get; set; } = "";

    /// <summary>Conda subdirs, separated by semicolons, for items that name none.</summary>
    public string Platforms { get; set; } = "";

    /// <summary>Base image for items and definitions that name none.</summary>
    public string BaseImage { get; set; } = "";

    /// <summary>
    /// <c>true</c>: fail where a lock would have to change; <c>false</c>: never; empty: where this is a build server
    /// and a lock stands beside the definition.
    /// </summary>
    public string LockedMode { get; set; } = "";

    /// <summary>
    /// <c>run</c> or <c>skip</c>: what becomes of scripts of packages; empty for what the user's variable says.
    /// </summary>
    public string PostLinkScripts { get; set; } = "";

    /// <summary>Whether this is a build server.</summary>
    public bool ContinuousIntegration { get; set; }

    /// <summary>Whether unchanged environments are worth a line in every log.</summary>
    public bool Quiet { get; set; }

    /// <summary>The images, with metadata Fingerprint, Lock, Image, Digest, Platform and Reused.</summary>
    [Output]
    public ITaskItem[] Images { get; protected set; } = [];

    /// <inheritdoc/>
    protected override string Subject => string.Join("', '", Environments.Select(item => item.ItemSpec));
}
