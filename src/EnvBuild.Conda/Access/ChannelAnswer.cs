namespace EnvBuild.Conda.Access;

/// <summary>What a channel said when it was asked for its index.</summary>
/// <param name="Place">URL or path of the file that is there, free of secrets.</param>
/// <param name="Credential">Where the credential that was shown was found; <see langword="null"/> for none.</param>
/// <param name="Doubt">Places that were asked first and failed; <see langword="null"/> for none.</param>
public sealed record ChannelAnswer(string Place, string? Credential, string? Doubt);
