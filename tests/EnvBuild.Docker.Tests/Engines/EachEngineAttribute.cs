using System.Reflection;

namespace EnvBuild.Docker.Tests.Engines;

/// <summary>Runs a test once with each engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachEngineAttribute : Attribute, ITestDataSource
{
    public IEnumerable<object?[]> GetData(MethodInfo methodInfo) =>
        Enum.GetValues<EngineKind>().Select(kind => new object?[] { kind });

    public string? GetDisplayName(MethodInfo methodInfo, object?[]? data) => $"{methodInfo.Name} ({data?[0]})";
}
