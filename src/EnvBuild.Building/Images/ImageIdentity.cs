namespace EnvBuild.Building.Images;

/// <summary>What an image is called, and the two identities that it was made from.</summary>
/// <param name="Name">Name of the environment, in the grammar of repositories.</param>
/// <param name="Reference">Name and tag.</param>
/// <param name="Fingerprint">What was asked.</param>
/// <param name="Lock">What was chosen.</param>
/// <param name="Platform">Conda subdir.</param>
internal sealed record ImageIdentity(string Name, string Reference, string Fingerprint, string Lock, string Platform);
