namespace EnvBuild.Oci.Tests;

[TestClass]
public sealed class DigestTests
{
    private const string EmptyHex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [TestMethod]
    public void The_digest_of_nothing_is_the_known_one() =>
        Assert.AreEqual($"sha256:{EmptyHex}", Digest.Of([]).ToString());

    [TestMethod]
    public void Text_and_digest_turn_into_each_other() =>
        Assert.AreEqual(Digest.Of([]), Digest.Parse($"sha256:{EmptyHex}"));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("sha256:")]
    [DataRow(EmptyHex)]
    [DataRow("sha256:../../../../../../../../../../../../../../../../../../../etc/passwd")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555")]
    [DataRow("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85/")]
    [DataRow("sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [DataRow("SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85\u0665")]
    public void What_is_no_digest_never_becomes_a_path(string? text)
    {
        Assert.IsFalse(Digest.TryParse(text, out _));
        if (text is not null)
        {
            Assert.ThrowsExactly<FormatException>(() => Digest.Parse(text));
        }
    }

    [TestMethod]
    public void A_digest_that_was_never_set_is_not_used_as_a_path() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => default(Digest).Hex);
}
