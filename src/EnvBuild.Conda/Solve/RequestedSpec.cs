using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Solve;

/// <summary>A match spec that somebody asks for.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Location">Where it is written; <see langword="null"/> on a command line.</param>
/// <param name="Text">As it is written; <see langword="null"/> where only the spec is known.</param>
public sealed record RequestedSpec(MatchSpec Spec, SourceLocation? Location = null, string? Text = null)
{
    /// <summary>As people know it.</summary>
    public override string ToString() => ChannelText.Redact(Text ?? Spec.ToString());
}
