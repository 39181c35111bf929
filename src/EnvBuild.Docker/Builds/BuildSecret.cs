namespace EnvBuild.Docker.Builds;

/// <summary>A secret for <c>RUN --mount=type=secret</c>. It goes from its file to the engine and nowhere else.</summary>
/// <param name="Id">Its id in the Dockerfile.</param>
/// <param name="File">Absolute path of the file that holds it.</param>
public sealed record BuildSecret(string Id, string File);
