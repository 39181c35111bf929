using System.IO.Compression;
using System.Text.RegularExpressions;
using EnvBuild.Python.Metadata;
using EnvBuild.Testing;

namespace EnvBuild.Python.Tests.Metadata;

[TestClass]
public sealed partial class RealWheelsTests
{
    [TestMethod]
    [DataRow("debian-built")]
    [DataRow("ensurepip")]
    [DataRow("packse-vendor")]
    [DataRow("pypi-repacked")]
    public void The_metadata_of_real_wheels_agree_with_their_file_names(string folder)
    {
        var wheels = Directory.GetFiles(Corpus.RequireWheels(folder), "*.whl", SearchOption.AllDirectories);
        Assert.IsNotEmpty(wheels);
        foreach (var wheel in wheels)
        {
            var metadata = CoreMetadata.Parse(ReadMetadata(wheel));
            var parts = Path.GetFileName(wheel).Split('-');
            Assert.AreEqual(PackageName.Normalize(parts[0]), metadata.NormalizedName, wheel);
            Assert.IsTrue(PythonVersion.TryParse(parts[1].Replace('_', '+'), out var version), wheel);
            Assert.AreEqual(version, metadata.Version, wheel);
        }
    }

    [TestMethod]
    public void Of_the_wheels_of_pips_tests_only_those_with_an_invalid_version_are_refused()
    {
        var refused = new List<string>();
        foreach (var wheel in Directory.GetFiles(Corpus.RequireWheels("pip-tests"), "*.whl").Where(IsZip))
        {
            try
            {
                CoreMetadata.Parse(ReadMetadata(wheel));
            }
            catch (CoreMetadataException exception)
            {
                refused.Add($"{Path.GetFileName(wheel)}: {exception.Field}");
            }
        }

        Assert.AreEqual(
            "invalid_version-2010i-py3-none-any.whl: Version " +
            "require_invalid_version-1.0-py3-none-any.whl: Requires-Dist",
            string.Join(' ', refused.Order(StringComparer.Ordinal)));
    }

    private static bool IsZip(string wheel)
    {
        var start = new byte[2];
        using var stream = File.OpenRead(wheel);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 2 && start.SequenceEqual("PK"u8);
    }

    private static byte[] ReadMetadata(string wheel)
    {
        using var archive = ZipFile.OpenRead(wheel);
        using var stream = archive.Entries.Single(entry => MetadataRegex().IsMatch(entry.FullName)).Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    [GeneratedRegex(@"^[^/]+\.dist-info/METADATA\z")]
    private static partial Regex MetadataRegex();
}
