using System.Reflection;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks.Tests;

[TestClass]
public sealed class TaskRulesTests
{
    public static IEnumerable<object[]> TaskTypes => typeof(EnvironmentTask).Assembly.GetTypes()
        .Where(type => typeof(ITask).IsAssignableFrom(type) && !type.IsAbstract)
        .Select(type => new object[] { type });

    [TestMethod]
    [DynamicData(nameof(TaskTypes))]
    public void Every_task_says_itself_that_it_may_run_beside_others(Type type)
    {
        // MSBuild looks at the attribute of the very class, by its full name.
        var names = type.GetCustomAttributesData().Select(attribute => attribute.AttributeType.FullName);

        Assert.Contains("Microsoft.Build.Framework.MSBuildMultiThreadableTaskAttribute", names);
    }

    [TestMethod]
    [DynamicData(nameof(TaskTypes))]
    public void Every_task_is_public_and_sealed(Type type)
    {
        Assert.IsTrue(type.IsPublic);
        Assert.IsTrue(type.IsSealed);
    }

    [TestMethod]
    public void No_type_keeps_state_that_builds_could_share()
    {
        var changeable = typeof(EnvironmentTask).Assembly.GetTypes()
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly && !field.IsLiteral)
            .Select(field => $"{field.DeclaringType}.{field.Name}");

        Assert.IsEmpty(changeable);
    }
}
