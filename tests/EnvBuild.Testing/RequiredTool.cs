namespace EnvBuild.Testing;

/// <summary>Programs of the machine that some tests need and a user's machine need not have.</summary>
public static class RequiredTool
{
    /// <summary>Absolute path of a program; the test is skipped, with the reason, where it is missing.</summary>
    /// <param name="name">Name without folder.</param>
    /// <param name="package">Debian package that has it.</param>
    public static string Find(string name, string package)
    {
        // Where a user's own path does not have the system's folders.
        var folders = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/sbin:/usr/sbin:/sbin".Split(':');
        var found = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Inconclusive($"'{name}' is not installed (Debian package {package}).");
        }

        return found;
    }

    /// <summary>Skips the test, with the reason, unless this is the super-user of a Linux system.</summary>
    /// <param name="what">What needs it.</param>
    public static void RequireRoot(string what)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Assert.Inconclusive($"{what} needs root on Linux.");
        }
    }
}
