using EnvBuild.Building;
using EnvBuild.Building.Channels;
using EnvBuild.Docker.Builds;
using EnvBuild.Tasks.Files;
using EnvBuild.Tasks.Images;
using EnvBuild.Tasks.Inputs;
using EnvBuild.Tasks.Reporting;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>
/// Second phase: builds the images that are missing, finds the others in the store, and writes
/// <c>environment.images.json</c>. MSBuild skips it while that file is newer than <c>environment.inputs.cache</c>.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class BuildEnvironmentImages : EnvironmentTask
{
    /// <summary>
    /// The <c>EnvBuildSecret</c> items of the project: ids of secrets for <c>RUN --mount=type=secret</c>, with metadata
    /// File.
    /// </summary>
    public ITaskItem[] Secrets { get; set; } = [];

    /// <summary>Whether no server is asked.</summary>
    public bool Offline { get; set; }

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellationToken)
    {
        var inputs = EnvironmentInputs.From(this);
        Wait(() => BuildAsync(inputs, cancellationToken), cancellationToken);
    }

    private async Task BuildAsync(IReadOnlyList<EnvironmentInput> inputs, CancellationToken cancellationToken)
    {
        var settings = Settings();
        var known = InputsCacheJson.Read(InputsFile);
        var reporter = new TaskReporter(Log, ProjectFile);
        using var channels = await ChannelConnection.OpenAsync(
            settings, Environment.GetEnvironmentVariable, Folder, reporter, cancellationToken).ConfigureAwait(false);
        var work = new BuildWork(
            new EnvironmentBuilder(channels.Settings, channels.Client, reporter),
            Log,
            [.. known?.Environments.SelectMany(environment => environment.Diagnostics) ?? []]);
        var images = await Task.WhenAll(inputs.Select(input => work.BuildAsync(input, cancellationToken)))
            .ConfigureAwait(false);
        var records = new ImageRecords(settings.StoreFolder, [.. images.SelectMany(image => image)]);
        SameImage.Check(records.Images, ProjectFile);
        if (!Log.HasLoggedErrors)
        {
            if (known is not null)
            {
                AtomicFile.WriteIfDifferent(InputsFile, InputsCacheJson.Write(known.WithLocksOfNow()));
            }

            AtomicFile.Write(ImagesFile, ImageRecordsJson.Write(records));
            Images = ImageItems.From(records.Images, reused: false);
        }
    }

    private string Folder => Path.GetDirectoryName(InputsFile)!;

    private BuildSettings Settings()
    {
        var settings = BuildSettings.ForUser(Environment.GetEnvironmentVariable, Folder);
        return settings with
        {
            StoreFolder = Store.Length > 0 ? Store : settings.StoreFolder,
            CacheFolder = Cache.Length > 0 ? Cache : settings.CacheFolder,
            ChannelAlias = ChannelAlias.Length > 0 ? ChannelAlias : settings.ChannelAlias,
            Offline = Offline || settings.Offline,
            Secrets =
            [
                .. Secrets.Select(secret => new BuildSecret(
                    secret.ItemSpec,
                    Path.GetFullPath(secret.GetMetadata("File"), Path.GetDirectoryName(ProjectFile)!))),
            ],
            PostLinkScripts = PostLinkScripts.Length > 0
                ? BuildSettings.ParsePostLinkScripts(PostLinkScripts)
                : settings.PostLinkScripts,
        };
    }
}
