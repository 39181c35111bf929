namespace EnvBuild.Definitions;

/// <summary>A route of a container that serves a model (Azure ML v2 <c>inference_config</c>).</summary>
/// <param name="Path">Path of the address.</param>
/// <param name="Port">TCP port.</param>
public sealed record InferenceRoute(string Path, int Port);
