namespace EnvBuild.Conda.Configuration;

/// <summary>Where files of configuration are, in the order in which conda reads them: a later one wins.</summary>
internal static class ConfigurationPaths
{
    private static readonly string[] Names = [".condarc", "condarc", "condarc.d"];

    /// <summary>The files that are there.</summary>
    public static IEnumerable<string> Find(CondaHost host) => Candidates(host).OfType<string>()
        .SelectMany(Files).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string?> Candidates(CondaHost host)
    {
        foreach (var folder in Folders(host).OfType<string>())
        {
            foreach (var name in Names)
            {
                yield return Path.Combine(folder, name);
            }

            if (folder == host.InHome(".conda"))
            {
                yield return host.InHome(".condarc");
            }
        }

        yield return host.PathIn("CONDARC");
    }

    private static IEnumerable<string?> Folders(CondaHost host)
    {
        if (host.System == CondaSystem.Windows)
        {
            yield return host.PathIn("PROGRAMDATA", "conda");
        }
        else
        {
            yield return Path.Combine(host.SystemRoot, "etc", "conda");
            yield return Path.Combine(host.SystemRoot, "var", "lib", "conda");
        }

        yield return host.PathIn("CONDA_ROOT");
        yield return host.PathIn("XDG_CONFIG_HOME", "conda");
        yield return host.InHome(".config", "conda");
        yield return host.InHome(".conda");
        yield return host.PathIn("CONDA_PREFIX");
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path)
                .Where(file => Path.GetExtension(file) is ".yml" or ".yaml" || Names.Contains(Path.GetFileName(file)))
                .Order(StringComparer.Ordinal);
        }

        return File.Exists(path) ? [path] : [];
    }
}
