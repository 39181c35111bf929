namespace EnvBuild.Conda.Access;

/// <summary>What there is to show to a server.</summary>
/// <param name="Credential">What is shown; <see langword="null"/> for nothing.</param>
/// <param name="Withheld">What would fit, and may not go over an open connection.</param>
internal readonly record struct FoundCredential(ChannelCredential? Credential, ChannelCredential? Withheld);
