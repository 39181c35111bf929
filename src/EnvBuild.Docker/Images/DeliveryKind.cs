namespace EnvBuild.Docker.Images;

/// <summary>What had to be done for a delivery.</summary>
public enum DeliveryKind
{
    /// <summary>Nothing: the engine has the image under all its names.</summary>
    AlreadyThere,

    /// <summary>The image was there and got a name.</summary>
    Named,

    /// <summary>The layers that the engine did not have were sent.</summary>
    Loaded,

    /// <summary>Everything was sent, because the engine turned out to lack a layer that it seemed to have.</summary>
    LoadedAgain,
}
