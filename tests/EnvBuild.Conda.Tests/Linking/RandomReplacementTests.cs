using System.Text;
using EnvBuild.Conda.Packages;
using EnvBuild.Conda.Tests.Packages;

namespace EnvBuild.Conda.Tests.Linking;

/// <summary>Files of bits that are hard to keep apart, replaced by the linker and by the plain rules.</summary>
[TestClass]
public sealed class RandomReplacementTests
{
    private const string Placeholder = "/b/_h_env";
    private const string Prefix = "/opt/e";
    private const int FilesInPackage = 4000;

    private static readonly string[] Bits =
    [
        "\0", "\0\0", "\0\0\0\0", "/", "/b", "/b/_h", "x", "lib:", "\n", "\r\n", "\u0001\0", "\0\u0001",
        " ", "#!", "\u00ff",
        In(Encoding.UTF8), In(Encoding.UTF8), In(Encoding.UTF8),
        In(Encoding.Unicode), In(Encoding.BigEndianUnicode), In(Encoding.UTF32), In(new UTF32Encoding(true, false)),
    ];

    [TestMethod]
    [DataRow("text", 64 << 20)]
    [DataRow("binary", 64 << 20)]
    [DataRow("text", 1)]
    [DataRow("binary", 1)]
    public async Task The_linker_follows_the_plain_rules(string mode, int memoryLimit)
    {
        var random = new Random(11);
        var package = new PackageBuilder();
        var files = new Dictionary<string, string>();
        for (var i = 0; i < FilesInPackage; i++)
        {
#pragma warning disable CA5394 // A fixed seed is what makes the test the same each time.
            var file = string.Concat(random.GetItems(Bits, random.Next(12)));
#pragma warning restore CA5394
            // First lines have a rule of their own.
            files.Add($"f{i}", file.StartsWith("#!", StringComparison.Ordinal) ? $" {file}" : file);
            package.File($"f{i}", files[$"f{i}"], Placeholder, mode);
        }

        var tree = await LinkedTree.LinkAsync(
            package,
            LinkedTree.Options with { Prefix = Prefix },
            archiveOptions: new PackageArchiveOptions { MemoryLimit = memoryLimit });
        Assert.AreNotEqual(0, files.Count(file => tree[file.Key] != file.Value));
        foreach (var (path, file) in files)
        {
            var expected = mode == "text"
                ? PlainReplacement.InText(file, Placeholder, Prefix)
                : PlainReplacement.InBinary(file, Placeholder, Prefix);
            Assert.AreEqual(Show(expected), Show(tree[path]), Show(file));
        }
    }

    private static string In(Encoding encoding) => Encoding.Latin1.GetString(encoding.GetBytes(Placeholder));

    private static string Show(string bytes) => bytes.Replace("\0", "\\0", StringComparison.Ordinal);
}
