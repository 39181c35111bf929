namespace EnvBuild.Building.Health;

/// <summary>What one check found.</summary>
/// <param name="Topic">What it is about: <c>store</c>, <c>registries</c>.</param>
/// <param name="Name">What was checked, within the topic.</param>
/// <param name="State">How it went.</param>
/// <param name="Finding">What was found, in one line, free of secrets.</param>
/// <param name="Fix">What to do; <see langword="null"/> where all is well.</param>
public sealed record HealthFinding(string Topic, string Name, HealthState State, string Finding, string? Fix);
