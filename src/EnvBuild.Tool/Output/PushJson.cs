using System.Collections.Immutable;

namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env push</c>; the last three are numbers of blobs.</summary>
internal sealed record PushJson(
    string Reference, string Digest, ImmutableArray<string> Platforms, int Sent, int Mounted, int Present);
