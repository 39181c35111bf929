namespace EnvBuild.Conda;

/// <summary>Whether a package is for one platform or for all (CEP 34, <c>noarch</c>).</summary>
public enum NoArchKind
{
    /// <summary>For one platform.</summary>
    None,

    /// <summary>For all, linked as it is.</summary>
    Generic,

    /// <summary>For all, pure Python: files move to the site-packages of the environment's Python.</summary>
    Python,
}
