using System.Text;

namespace EnvBuild.Python.Wheels;

/// <summary>Goes through one wheel for <see cref="WheelInstallation"/>.</summary>
internal sealed class WheelPlanner(WheelArchive archive, WheelTarget target, DistInfo distInfo)
{
    private readonly MemberReader _reader = new(archive);
    private readonly InstallScheme _scheme = new(target, distInfo.Name);
    private readonly InstalledFiles _files = new(archive.FileName);
    private readonly EntryPoints _entryPoints = new(archive.FileName, $"{distInfo.Folder}/entry_points.txt");
    private readonly List<string> _contradictions = [];
    private IReadOnlyDictionary<string, RecordRow> _record = new Dictionary<string, RecordRow>();

    private string DistInfoPath => $"{target.SitePackages}/{distInfo.Folder}";

    public async Task<WheelInstallation> PlanAsync(CancellationToken cancellationToken)
    {
        await ReadMetadataAsync(cancellationToken).ConfigureAwait(false);
        var names = _entryPoints.Names;
        foreach (var member in archive.Members.Where(member => !member.IsDirectory))
        {
            var file = await PlanMemberAsync(member, cancellationToken).ConfigureAwait(false);
            var isReplaced = distInfo.IsInstallers(member.Name)
                || (InstallScheme.IsScript(member.Name) && names.Contains(InstallScheme.EntryPointOf(member.Name)));
            if (!isReplaced)
            {
                _files.Add(file);
            }
        }

        AddWrappers();
        AddInstallersFiles();
        return new WheelInstallation(distInfo.Name, distInfo.Version, [.. _files.Sorted])
        {
            Contradictions = _contradictions,
        };
    }

    private async Task ReadMetadataAsync(CancellationToken cancellationToken)
    {
        var wheelFile = archive.Find($"{distInfo.Folder}/WHEEL")!;
        var wheelText = await _reader.TextAsync(wheelFile, cancellationToken).ConfigureAwait(false);
        if (DistInfo.FindFault(wheelText) is { } fault)
        {
            throw new WheelException(archive.FileName, wheelFile.Name, fault);
        }

        if (archive.Find($"{distInfo.Folder}/RECORD") is { } record)
        {
            var text = await _reader.TextAsync(record, cancellationToken).ConfigureAwait(false);
            _record = WheelRecord.Read(text, archive.FileName, record.Name);
        }

        if (archive.Find($"{distInfo.Folder}/entry_points.txt") is { } entryPoints)
        {
            _entryPoints.Read(await _reader.TextAsync(entryPoints, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<InstalledFile> PlanMemberAsync(WheelMember member, CancellationToken cancellationToken)
    {
        var path = _scheme.Map(member.Name)
            ?? throw new WheelException(archive.FileName, member.Name, "is in a .data folder, but in no known scheme");
        var row = member.Name == $"{distInfo.Folder}/RECORD" ? null : _record.GetValueOrDefault(member.Name);
        var (sha256, contradiction) = await _reader.VerifyAsync(member, row, cancellationToken).ConfigureAwait(false);
        if (contradiction is not null)
        {
            _contradictions.Add(contradiction);
        }

        if (InstallScheme.IsScript(member.Name) && Shebang.IsGeneric(
            await _reader.StartAsync(member, Shebang.ProbeLength, cancellationToken).ConfigureAwait(false)))
        {
            var script = await _reader.BytesAsync(member, cancellationToken).ConfigureAwait(false);
            return InstalledFile.Of(path, Shebang.Rewrite(script, target.InterpreterPath), member.IsExecutable);
        }

        return new InstalledFile(path, member.IsExecutable, member.Size, sha256, member, default);
    }

    private void AddWrappers()
    {
        foreach (var entryPoint in _entryPoints.For(target.PythonMajor, target.PythonMinor))
        {
            var script = Encoding.UTF8.GetBytes(entryPoint.Script(target.InterpreterPath));
            _files.Add(InstalledFile.Of($"{InstallScheme.Scripts}/{entryPoint.Name}", script, isExecutable: true));
        }
    }

    private void AddInstallersFiles()
    {
        _files.Add(InstalledFile.Of($"{DistInfoPath}/INSTALLER", Encoding.UTF8.GetBytes(target.Installer + "\n")));
        if (target.IsRequested)
        {
            _files.Add(InstalledFile.Of($"{DistInfoPath}/REQUESTED", default));
        }

        if (target.DirectUrl is { } directUrl)
        {
            _files.Add(InstalledFile.Of($"{DistInfoPath}/direct_url.json", directUrl));
        }

        var record = $"{DistInfoPath}/RECORD";
        _files.Add(InstalledFile.Of(record, WheelRecord.Write(_files.Sorted, record, target.SitePackages)));
    }
}
