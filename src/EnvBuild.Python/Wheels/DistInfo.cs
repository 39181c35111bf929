namespace EnvBuild.Python.Wheels;

/// <summary>The one folder of a wheel that describes it (PEP 427, "The .dist-info directory").</summary>
/// <param name="Folder">Its name, kept as the wheel has it.</param>
/// <param name="Name">Name of the distribution, as the folder has it.</param>
/// <param name="Version">Version, as the folder has it.</param>
internal sealed record DistInfo(string Folder, string Name, string Version)
{
    private const string Suffix = ".dist-info";

    /// <summary>Finds the folder.</summary>
    /// <exception cref="WheelException">There is none, more than one, or it lacks WHEEL or METADATA.</exception>
    public static DistInfo Find(WheelArchive archive)
    {
        var folders = archive.Members
            .Where(member => member.IsDirectory || member.Name.Contains('/', StringComparison.Ordinal))
            .Select(member => member.Name.Split('/')[0])
            .Where(folder => folder.EndsWith(Suffix, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (folders is not [var folder])
        {
            throw new WheelException(
                archive.FileName,
                null,
                folders.Count == 0 ? "has no .dist-info folder" : $"has {folders.Count} .dist-info folders");
        }

        foreach (var needed in (string[])["WHEEL", "METADATA"])
        {
            if (archive.Find($"{folder}/{needed}") is null)
            {
                throw new WheelException(archive.FileName, null, $"has no {folder}/{needed}");
            }
        }

        var stem = folder[..^Suffix.Length];
        var dash = stem.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            ? new DistInfo(folder, stem[..dash], stem[(dash + 1)..])
            : throw new WheelException(archive.FileName, null, $"has a folder '{folder}' that is not NAME-VERSION");
    }

    /// <summary>Whether an installer writes the file, so that the wheel's own counts for nothing.</summary>
    public bool IsInstallers(string member) => member.StartsWith(Folder + "/", StringComparison.Ordinal)
        && member[(Folder.Length + 1)..] is "RECORD" or "INSTALLER" or "REQUESTED" or "direct_url.json";

    /// <summary>Why a WHEEL file is not understood; <see langword="null"/> for a good one.</summary>
    /// <remarks>Major 0 was only ever used for drafts of the same format, and pip takes it too.</remarks>
    public static string? FindFault(string wheelFile)
    {
        const string Key = "Wheel-Version:";
        var version = wheelFile.Split('\n')
            .FirstOrDefault(line => line.StartsWith(Key, StringComparison.OrdinalIgnoreCase))?[Key.Length..].Trim();
        return version switch
        {
            null => "has no Wheel-Version",
            _ when version.Split('.')[0] is "0" or "1" => null,
            _ => $"has Wheel-Version {version}; only 1 is understood",
        };
    }
}
