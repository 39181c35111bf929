using System.Text;
using EnvBuild.Python.Indexes;

namespace EnvBuild.Python.Tests.Indexes;

[TestClass]
public sealed class ProjectPageTests
{
    private static readonly Uri Url = new("https://user:secret@index.test/simple/foo/");

    [TestMethod]
    public void Json_gives_every_field()
    {
        var page = Json(
            """
            {"meta":{"api-version":"1.4"},"name":"foo","project-status":{"status":"archived","reason":"old"},"files":[
              {"filename":"foo-1.0+cpu-py3-none-any.whl","url":"../../f/foo-1.0+cpu-py3-none-any.whl?a=b+c",
               "hashes":{"sha256":"AB","blake3":"cd"},"requires-python":">=3.8","core-metadata":{"sha256":"ef"},
               "yanked":"broken","size":123,"upload-time":"2024-01-02T03:04:05.678901Z"}]}
            """);
        var file = page.Files.Single();
        Assert.AreEqual("foo-1.0+cpu-py3-none-any.whl", file.FileName);
        Assert.AreEqual("https://user:secret@index.test/f/foo-1.0%2Bcpu-py3-none-any.whl?a=b+c", file.Url);
        Assert.AreEqual(
            "https://user:secret@index.test/f/foo-1.0%2Bcpu-py3-none-any.whl.metadata?a=b+c", file.MetadataUrl);
        Assert.AreEqual("sha256=ab", string.Join(' ', file.Hashes.Select(hash => $"{hash.Key}={hash.Value}")));
        Assert.AreEqual("ef", file.MetadataHashes!["sha256"]);
        Assert.AreEqual(">=3.8", file.PythonVersions.ToString());
        Assert.AreEqual("broken", file.YankedReason);
        Assert.AreEqual(123, file.Size);
        Assert.AreEqual(2024, file.UploadTime!.Value.Year);
        Assert.AreEqual(new ProjectStatus("archived", "old"), page.Status);
    }

    [TestMethod]
    [DataRow("""true""", "")]
    [DataRow("""false""", null)]
    [DataRow("\"\"", null)]
    [DataRow("\"why\"", "why")]
    public void Json_yanked_is_truth_or_reason(string value, string? expected) =>
        Assert.AreEqual(expected, JsonFile($"\"yanked\":{value}").YankedReason);

    [TestMethod]
    [DataRow("\"core-metadata\":true", true)]
    [DataRow("\"core-metadata\":false,\"dist-info-metadata\":true", false)]
    [DataRow("\"core-metadata\":null,\"dist-info-metadata\":true", true)]
    [DataRow("\"dist-info-metadata\":{\"sha256\":\"ab\"}", true)]
    [DataRow("\"size\":\"12\"", false)]
    public void Json_has_metadata_by_the_new_name_and_else_by_the_old(string fields, bool expected) =>
        Assert.AreEqual(expected, JsonFile(fields).MetadataHashes is not null);

    [TestMethod]
    [DataRow("data-core-metadata='sha256=ab'", "ab")]
    [DataRow("data-core-metadata='true' data-dist-info-metadata='sha256=ab'", "")]
    [DataRow("data-dist-info-metadata='sha256=ab'", "ab")]
    [DataRow("data-core-metadata='nonsense'", "")]
    [DataRow("data-core-metadata='false'", null)]
    [DataRow("", null)]
    public void Html_has_metadata_by_the_new_name_and_else_by_the_old(string attributes, string? expected)
    {
        var file = Html($"<a {attributes} href=foo-1.0.tar.gz>x</a>").Files.Single();
        Assert.AreEqual(expected, file.MetadataHashes is { } hashes ? string.Concat(hashes.Values) : null);
    }

    [TestMethod]
    public void Html_yanked_counts_by_its_presence() =>
        Assert.AreEqual("", Html("<A HREF='foo-1.0.tar.gz' data-yanked>x</A>").Files.Single().YankedReason);

    [TestMethod]
    public void A_flat_page_gives_files_of_many_projects() => Assert.AreEqual(
        "a-1.tar.gz b-2.zip",
        string.Join(
            ' ',
            Html("<a href='../'>..</a><a href=a-1.tar.gz>a</a><a href='mailto:x@y'>m</a><a name=n><a href=b-2.zip>")
                .Files.Select(file => file.FileName)));

    [TestMethod]
    public void What_is_in_comments_and_scripts_is_no_link() =>
        Assert.IsEmpty(Html("<!-- <a href=a-1.zip> --><script>'<a href=b-1.zip>'</script>").Files);

    [TestMethod]
    public void An_illegal_requirement_of_Python_permits_all() =>
        Assert.IsTrue(JsonFile("\"requires-python\":\">=3.8.*\"").PythonVersions.IsAny);

    [TestMethod]
    public void A_later_major_version_is_refused()
    {
        var json = Assert.ThrowsExactly<IndexPageException>(
            () => Json("""{"meta":{"api-version":"2.0"},"files":[]}"""));
        Assert.Contains("version '2.0'", json.Message);
        Assert.DoesNotContain("secret", json.Message);
        Assert.ThrowsExactly<IndexPageException>(
            () => Html("<meta name='pypi:repository-version' content='2.0'><a href=a-1.zip>"));
        Assert.HasCount(1, Html("<meta name='pypi:repository-version' content='1.9'><a href=a-1.zip>").Files);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("{")]
    [DataRow("""{"files":{}}""")]
    [DataRow("""{"meta":{"api-version":"1.0"}}""")]
    public void What_is_no_page_is_refused(string text) =>
        Assert.ThrowsExactly<IndexPageException>(() => Json(text));

    [TestMethod]
    public void A_name_that_leads_elsewhere_is_no_file() =>
        Assert.IsEmpty(Json("""{"files":[{"filename":"../x","url":"x.whl"},null,{"filename":"y"}]}""").Files);

    [TestMethod]
    public void The_content_type_decides()
    {
        Assert.IsEmpty(ProjectPage.Parse(
            """{"files":[]}"""u8, "application/vnd.pypi.simple.v1+json; charset=utf-8", Url).Files);
        Assert.HasCount(1, ProjectPage.Parse("<a href=a-1.zip>"u8, "Text/HTML; charset=\"latin-1\"", Url).Files);
        Assert.ThrowsExactly<IndexPageException>(() => ProjectPage.Parse("{}"u8, "application/json", Url));
        Assert.ThrowsExactly<IndexPageException>(() => ProjectPage.Parse("{}"u8, null, Url));
    }

    [TestMethod]
    public void The_status_of_a_project_is_read_from_Html()
    {
        var page = Html(
            "<meta name='pypi:project-status' content='quarantined'>" +
            "<meta name='pypi:project-status-reason' content='bad'>");
        Assert.AreEqual(new ProjectStatus("quarantined", "bad"), page.Status);
        Assert.AreEqual(ProjectStatus.Active, Html("").Status);
    }

    private static ProjectPage Html(string body) => ProjectPage.ParseHtml(body, Url);

    private static ProjectPage Json(string text) => ProjectPage.ParseJson(Encoding.UTF8.GetBytes(text), Url);

    private static IndexFile JsonFile(string fields) =>
        Json($$"""{"files":[{"filename":"a-1.zip","url":"a-1.zip",{{fields}}}]}""").Files.Single();
}
