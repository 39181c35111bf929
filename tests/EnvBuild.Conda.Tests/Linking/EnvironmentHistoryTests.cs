using System.Text;
using EnvBuild.Conda.Linking;

namespace EnvBuild.Conda.Tests.Linking;

[TestClass]
public sealed class EnvironmentHistoryTests
{
    [TestMethod]
    public void History_tells_packages_and_specs_in_a_fixed_order()
    {
        var entry = EnvironmentHistory.Create(
            ["c/noarch::tzdata-2025b-0", "c/linux-64::python-3.11.7-0"],
            ["python=3.11", "numpy[build='py*']", "numpy[build='py*']"]);
        Assert.AreEqual("conda-meta/history", entry.Path);
        Assert.IsTrue(entry.Content.TryGetMemory(out var bytes));
        Assert.AreEqual(
            """
            ==> 1970-01-01 00:00:00 <==
            +c/linux-64::python-3.11.7-0
            +c/noarch::tzdata-2025b-0
            # update specs: ['numpy[build=\'py*\']', 'python=3.11']

            """,
            Encoding.UTF8.GetString(bytes.Span));
    }

    [TestMethod]
    public void An_environment_of_nothing_is_an_environment() =>
        Assert.AreEqual(0x1A4, EnvironmentHistory.Create([], []).Mode);
}
