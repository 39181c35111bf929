namespace EnvBuild.Conda.Linking;

/// <summary>What linking depends on, besides the package itself.</summary>
/// <param name="Prefix">Absolute path of the environment in the image, such as <c>/opt/env</c>.</param>
/// <param name="Platform">Conda subdir of the image, such as <c>linux-64</c>.</param>
/// <param name="Python">Layout of the environment's python; <see langword="null"/> if it has none.</param>
public sealed record LinkOptions(string Prefix, string Platform, PythonLayout? Python = null);
