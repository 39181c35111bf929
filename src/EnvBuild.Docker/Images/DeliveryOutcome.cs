using System.Collections.Immutable;

namespace EnvBuild.Docker.Images;

/// <summary>What became of an image that an engine should have.</summary>
/// <param name="ImageId">Id of the image in the engine.</param>
/// <param name="Names">Names that it has there now.</param>
/// <param name="Kind">What had to be done.</param>
/// <param name="LayersSent">Number of layers that were sent.</param>
/// <param name="LayersKnown">Number of layers that the engine had already.</param>
/// <param name="BytesSent">Bytes of all archives that were sent.</param>
public sealed record DeliveryOutcome(
    string ImageId,
    ImmutableArray<string> Names,
    DeliveryKind Kind,
    int LayersSent,
    int LayersKnown,
    long BytesSent)
{
    /// <summary>One line for people.</summary>
    public string Describe() => Kind switch
    {
        DeliveryKind.AlreadyThere => $"the engine has {Names[0]}",
        DeliveryKind.Named => $"the engine had the image and now knows it as {Names[0]}",
        _ => $"loaded {Names[0]} into the engine ({LayersSent} layers sent, {LayersKnown} there)",
    };
}
