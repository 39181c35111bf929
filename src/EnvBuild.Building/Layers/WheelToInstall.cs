using System.Globalization;
using System.Text;
using System.Text.Json;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Layers;
using EnvBuild.Python.Wheels;

namespace EnvBuild.Building.Layers;

/// <summary>A locked wheel on its way into a layer.</summary>
/// <param name="Name">Normalised name of its project.</param>
/// <param name="Version">Its version.</param>
/// <param name="Source">Where to fetch it.</param>
/// <param name="Sha256">SHA-256 of the wheel.</param>
/// <param name="DirectUrl">The address that the definition gives for it, without secrets; else <see langword="null"/>.</param>
/// <param name="Size">Size in bytes; 0 if unknown.</param>
internal sealed record WheelToInstall(
    string Name, string Version, PackageSource Source, string Sha256, string? DirectUrl, long Size) : IPackageToLink
{
    private const string Installer = "envbuild";

    public string Id => $"pip:{Name}";

    public string Stem => Source.FileName;

    // So that it is the same blob in every environment with this Python.
    public bool StandsAlone => true;

    public IEnumerable<string> KeyFields => ["wheel", Source.FileName, Sha256, DirectUrl ?? ""];

    public async Task<OpenPackage> OpenAsync(
        FetchedPackage fetched, LinkOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await WheelArchive.OpenAsync(fetched.Path, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            try
            {
                var target = TargetOf(options);
                var plan = await WheelInstallation.PlanAsync(archive, target, cancellationToken).ConfigureAwait(false);
                return new OpenPackage(
                    Id,
                    new PackageContents(Stem, [.. plan.Files.Select(file => new LinkedPath(
                        file.Path, LinkedEntryKind.File, file.Mode, null, file.Sha256))]),
                    [.. plan.Files.Select(file => KeyValuePair.Create(file.Path, EntryOf(archive, file, options.Prefix)))],
                    plan.Contradictions.Count == 0
                        ? []
                        : [DiagnosticCatalog.WheelContradicts.At(null, Source.FileName, string.Join("; ", plan.Contradictions))],
                    archive);
            }
            catch
            {
                await archive.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (WheelException exception)
        {
            var member = exception.Member is null ? "" : $"'{exception.Member}' ";
            throw new EnvBuildException(
                [DiagnosticCatalog.WheelInvalid.At(null, Source.FileName, member + exception.Reason)], exception);
        }
    }

    private static LayerEntry EntryOf(WheelArchive archive, InstalledFile file, string prefix)
    {
        var path = $"{prefix.TrimStart('/')}/{file.Path}";
        if (file.Member is not { } member)
        {
            return LayerEntry.ForContent(path, file.Bytes, file.IsExecutable);
        }

        return new LayerEntry(
            path,
            LayerEntryKind.File,
            file.Mode,
            Size: file.Size,
            Open: _ => ValueTask.FromResult(archive.OpenRead(member)))
        {
            Deflated = member.Compression == WheelCompression.Deflate
                ? new DeflatedContent(
                    member.PackedSize, member.Crc32, _ => ValueTask.FromResult(archive.OpenRaw(member)))
                : null,
        };
    }

    private WheelTarget TargetOf(LinkOptions options)
    {
        var python = options.Python!;
        var version = python.Version.Split('.');
        return new WheelTarget(
            int.Parse(version[0], CultureInfo.InvariantCulture),
            int.Parse(version[1], CultureInfo.InvariantCulture),
            options.Prefix,
            Installer)
        {
            SitePackages = python.SitePackages,
            DirectUrl = DirectUrl is null ? default(ReadOnlyMemory<byte>?) : DirectUrlJson(DirectUrl),
        };
    }

    // PEP 610; the keys in the order in which pip writes them.
    private byte[] DirectUrlJson(string url)
    {
        var text = JsonSerializer.Serialize(url, LayerJsonContext.Default.String);
        var hashes = $$"""{"sha256": "{{Sha256}}"}""";
        return Encoding.UTF8.GetBytes(
            $$"""{"archive_info": {"hash": "sha256={{Sha256}}", "hashes": {{hashes}} }, "url": {{text}} }""");
    }
}
