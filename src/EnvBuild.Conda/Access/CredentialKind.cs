namespace EnvBuild.Conda.Access;

/// <summary>How a credential is shown to a server.</summary>
internal enum CredentialKind
{
    /// <summary><c>Authorization: Basic</c>.</summary>
    Basic,

    /// <summary><c>Authorization: Bearer</c>.</summary>
    Bearer,

    /// <summary><c>/t/TOKEN</c> in front of the path, as anaconda.org takes it.</summary>
    PathToken,
}
