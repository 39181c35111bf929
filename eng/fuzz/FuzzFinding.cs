namespace EnvBuild.Fuzzing;

/// <summary>An input that a reader does not bear.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Number">Number of the input in its run, from 0.</param>
/// <param name="Input">The input.</param>
/// <param name="Reason">What happened.</param>
internal sealed record FuzzFinding(string Target, long Number, byte[] Input, string Reason);
