using System.Text;
using EnvBuild.Python.Metadata;

namespace EnvBuild.Python.Tests.Metadata;

[TestClass]
public sealed class CoreMetadataTests
{
    private const string Head = "Metadata-Version: 2.1\nName: Foo.Bar\nVersion: 1.0\n";

    [TestMethod]
    [DataRow("\n")]
    [DataRow("\r\n")]
    [DataRow("\r")]
    public void Fields_are_read_with_any_line_ending(string lineEnding)
    {
        var text = Head +
            """
            requires-dist: a (>=1.0)
            Requires-Dist: b
              >=2 ;
            	extra == 'x'
            Requires-Python: >=3.8
            Provides-Extra: X_y
            Provides-Extra: x-Y
            Dynamic: Requires-Dist

            Requires-Dist: body
            """.ReplaceLineEndings("\n");
        var metadata = Parse(text.Replace("\n", lineEnding, StringComparison.Ordinal));
        Assert.AreEqual("Foo.Bar", metadata.Name);
        Assert.AreEqual("foo-bar", metadata.NormalizedName);
        Assert.AreEqual("1.0", metadata.Version.ToString());
        Assert.HasCount(2, metadata.RequiresDist);
        Assert.AreEqual("a>=1.0", metadata.RequiresDist[0].ToString());
        Assert.AreEqual("b>=2", metadata.RequiresDist[1].Name + metadata.RequiresDist[1].Specifiers);
        Assert.IsNotNull(metadata.RequiresDist[1].Marker);
        Assert.AreEqual(">=3.8", metadata.RequiresPython.ToString());
        Assert.AreEqual("x-y", metadata.ProvidesExtra.Single());
        Assert.AreEqual("requires-dist", metadata.Dynamic.Single());
    }

    [TestMethod]
    public void An_illegal_requirement_of_Python_permits_all() =>
        Assert.IsTrue(Parse(Head + "Requires-Python: >=3.8.*\n").RequiresPython.IsAny);

    [TestMethod]
    public void Bytes_that_are_not_UTF8_do_no_harm()
    {
        byte[] content = [.. "\uFEFF"u8, .. "Author: J"u8, 0xF6, .. "rg\n"u8, .. Encoding.UTF8.GetBytes(Head)];
        Assert.AreEqual("Foo.Bar", CoreMetadata.Parse(content).Name);
    }

    [TestMethod]
    public void The_first_of_several_names_counts() => Assert.AreEqual("Foo.Bar", Parse(Head + "Name: other\n").Name);

    [TestMethod]
    public void A_line_without_colon_ends_the_headers() =>
        Assert.IsEmpty(Parse(Head + "nonsense\nRequires-Dist: a\n").RequiresDist);

    [TestMethod]
    [DataRow("Version: 1\n", "Name", null)]
    [DataRow("Name: a\n", "Version", null)]
    [DataRow("", "Name", null)]
    [DataRow("Name: a b\nVersion: 1\n", "Name", "a b")]
    [DataRow("Name: a\nVersion: 2010i\n", "Version", "2010i")]
    [DataRow("Name: a\nVersion: 1\nRequires-Dist: b>=1.*\n", "Requires-Dist", "b>=1.*")]
    [DataRow("Metadata-Version: 3.0\nName: a\nVersion: 1\n", "Metadata-Version", "3.0")]
    public void What_cannot_be_used_is_named(string text, string field, string? value)
    {
        var exception = Assert.ThrowsExactly<CoreMetadataException>(() => Parse(text));
        Assert.AreEqual(field, exception.Field);
        Assert.AreEqual(value, exception.Value);
        Assert.Contains($"'{value ?? field}'", exception.Message);
    }

    private static CoreMetadata Parse(string text) => CoreMetadata.Parse(Encoding.UTF8.GetBytes(text));
}
