using System.Collections.Immutable;

namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env load</c>; <c>bytesSent</c> counts all that went to the engine.</summary>
internal sealed record LoadJson(
    string ImageId, ImmutableArray<string> Names, int LayersSent, int LayersKnown, long BytesSent);
