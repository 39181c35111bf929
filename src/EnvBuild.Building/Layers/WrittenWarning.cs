namespace EnvBuild.Building.Layers;

/// <summary>A warning of linking, as it is remembered.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Message">Its text.</param>
internal sealed record WrittenWarning(string Code, string Message);
