using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class WrongFileTests
{
    private const string Good = "channels: [c]\ndependencies: [python=3.12]\n";
    private static readonly string Long = string.Concat(Enumerable.Range(0, 60).Select(number => $"{number:00}-"));

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("root: x\nbin: y\n", "ENV1012 1:1")]
    [DataRow("dependancies: [python]\n", "ENV1012 1:1")]
    [DataRow("name: x\n", "")]
    [DataRow("dependencies: []\n", "")]
    public async Task A_conda_file_without_any_known_key_is_refused(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("conda.yml", content);
        var reading = await ReadAsync(folder.Write("environment.yml", "image: scratch\nconda_file: conda.yml\n"));
        Assert.AreEqual(expected, string.Join('|', Reading.Places(reading)));
    }

    [TestMethod]
    public void A_conda_file_that_is_written_inline_follows_the_same_rule() =>
        Assert.AreSequenceEqual(
            ["ENV1012 3:3"], Reading.Places(Reading.Of("image: scratch\nconda_file:\n  root: x\n")));

    [TestMethod]
    [DataRow("channels: [c]\ndependencies: []\n<>: 1\n")]
    [DataRow("channels: [c]\ndependencies: []\n<>: 1\n<>: 2\n")]
    [DataRow("channels: [c]\ndependencies: [{<>: <>}]\n")]
    [DataRow("channels: [c]\ndependencies: ['a==1==<>']\n")]
    [DataRow("channels: [c]\ndependencies: <>\n")]
    [DataRow("channels: ['a <>']\ndependencies: []\n")]
    [DataRow("channels: [c]\ndependencies: [python, pip, {pip: ['a b<>', '-x<>', 'a=<>']}]\n")]
    [DataRow("channels: [c]\nplatforms: [<>]\ndependencies: []\n")]
    [DataRow("channels: [c]\nvariables: {<>: [a]}\ndependencies: []\n")]
    [DataRow("image: 'a <>'\nos_type: <>\nfrom: <>\nsteps: [<>]\npackages_managed_by: <>\n")]
    [DataRow("- <>\n")]
    [DataRow("<>\n")]
    [DataRow("a: *<>\n")]
    public void Messages_repeat_little_of_a_file(string text)
    {
        var reading = Reading.Of(text.Replace("<>", Long, StringComparison.Ordinal));
        Assert.IsNotEmpty(reading.Diagnostics);
        foreach (var diagnostic in reading.Diagnostics)
        {
            Assert.DoesNotContain(Long[..61], diagnostic.Message);
        }
    }

    [TestMethod]
    [DataRow("utf-16", "UTF-16")]
    [DataRow("utf-16BE", "UTF-16")]
    [DataRow("utf-32", "UTF-32")]
    [DataRow("utf-32BE", "UTF-32")]
    public async Task Wide_characters_without_byte_order_mark_are_told_as_what_they_are(string encoding, string name)
    {
        var reading = await ReadAsync(Encoding.GetEncoding(encoding).GetBytes(Good));
        var diagnostic = reading.Diagnostics.Single();
        Assert.AreEqual(DiagnosticCatalog.EncodingInvalid.Code, diagnostic.Code);
        Assert.Contains($"it looks like {name}", diagnostic.Message);
    }

    [TestMethod]
    [DataRow("utf-32")]
    [DataRow("utf-32BE")]
    public async Task UTF_32_is_told_by_its_byte_order_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var reading = await ReadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(Good)]);
        Assert.Contains("it looks like UTF-32", reading.Diagnostics.Single().Message);
    }

    [TestMethod]
    [DataRow("utf-16")]
    [DataRow("utf-16BE")]
    public async Task UTF_16_is_read_with_a_byte_order_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var reading = await ReadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(Good)]);
        Assert.IsNotNull(reading.Environment, string.Join('\n', reading.Diagnostics));
        Assert.AreEqual(Reading.Fingerprint(Good), Fingerprint.Compute(reading.Environment).Value);
    }

    [TestMethod]
    public void A_zero_byte_does_not_end_the_file() =>
        Assert.AreSequenceEqual(["ENV1001 2:1"], Reading.Places(Reading.Of("channels: [c]\n\0\ndependencies: []\n")));

    private async Task<DefinitionReading> ReadAsync(byte[] content)
    {
        using var folder = new TemporaryFolder();
        var path = folder["environment.yml"];
        await File.WriteAllBytesAsync(path, content, TestContext.CancellationToken);
        return await ReadAsync(path);
    }

    private Task<DefinitionReading> ReadAsync(string path) =>
        DefinitionReader.ReadAsync(path, TestContext.CancellationToken);
}
