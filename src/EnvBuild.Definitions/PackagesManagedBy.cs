namespace EnvBuild.Definitions;

/// <summary>Who puts the packages into the image.</summary>
public enum PackagesManagedBy
{
    /// <summary>EnvBuild: the packages of the definition are solved and laid over the base.</summary>
    System,

    /// <summary>The user: the base already holds them; nothing is laid over it.</summary>
    User,
}
