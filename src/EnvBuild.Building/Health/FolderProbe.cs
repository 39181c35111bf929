namespace EnvBuild.Building.Health;

/// <summary>Whether a folder is there, and can be written to or made.</summary>
/// <param name="Exists">Whether it is there.</param>
/// <param name="Problem">Why it cannot be written to or made; <see langword="null"/> if it can.</param>
/// <param name="Nearest">The folder itself, or the nearest one above it that is there.</param>
internal sealed record FolderProbe(bool Exists, string? Problem, string Nearest)
{
    /// <summary>Looks, and makes a file for a moment; no folder is made.</summary>
    /// <param name="folder">Absolute path.</param>
    public static FolderProbe Of(string folder)
    {
        var nearest = folder;
        while (!Directory.Exists(nearest))
        {
            if (File.Exists(nearest))
            {
                return new FolderProbe(false, $"'{nearest}' is a file", nearest);
            }

            nearest = Path.GetDirectoryName(nearest) ?? Path.GetPathRoot(folder)!;
        }

        return new FolderProbe(nearest == folder, FindProblem(nearest), nearest);
    }

    /// <summary>Bytes that this user may still write there; <see langword="null"/> if nobody says.</summary>
    public long? GetFreeSpace()
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Nearest)! : Nearest).AvailableFreeSpace;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string? FindProblem(string folder)
    {
        try
        {
            var path = Path.Combine(folder, $".envbuild-{Guid.NewGuid():n}.tmp");
            File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, options: FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message.TrimEnd('.');
        }
    }
}
