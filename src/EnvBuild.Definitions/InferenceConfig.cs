namespace EnvBuild.Definitions;

/// <summary>Routes of a container that serves a model (Azure ML v2 <c>inference_config</c>).</summary>
/// <param name="Liveness">Whether the container lives.</param>
/// <param name="Readiness">Whether it is ready.</param>
/// <param name="Scoring">Where it scores.</param>
public sealed record InferenceConfig(InferenceRoute Liveness, InferenceRoute Readiness, InferenceRoute Scoring);
