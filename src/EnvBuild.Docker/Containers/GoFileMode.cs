namespace EnvBuild.Docker.Containers;

/// <summary>Modes of files as Go numbers them (package <c>io/fs</c>), which the engine's answers hold.</summary>
internal static class GoFileMode
{
    private const uint Directory = 1u << 31;
    private const uint SetUser = 1u << 23;
    private const uint SetGroup = 1u << 22;
    private const uint Sticky = 1u << 20;
    private const int Permissions = 0b111_111_111;

    /// <summary>Whether it is a folder.</summary>
    public static bool IsDirectory(uint mode) => (mode & Directory) != 0;

    /// <summary>Permission bits of Unix, 07777 at most.</summary>
    public static int ToPermissions(uint mode) =>
        ((int)mode & Permissions)
        | ((mode & SetUser) != 0 ? 0b100_000_000_000 : 0)
        | ((mode & SetGroup) != 0 ? 0b010_000_000_000 : 0)
        | ((mode & Sticky) != 0 ? 0b001_000_000_000 : 0);
}
