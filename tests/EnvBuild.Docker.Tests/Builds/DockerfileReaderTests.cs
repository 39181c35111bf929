using EnvBuild.Docker.Builds;

namespace EnvBuild.Docker.Tests.Builds;

[TestClass]
public sealed class DockerfileReaderTests
{
    [TestMethod]
    public void Instructions_have_their_lines_and_their_joined_text()
    {
        var found = DockerfileReader.Read(
            "# comment\n\nFROM base AS one\nRUN a && \\\n    # in between\n\n    b \\\n    && c\r\n  copy x y\nRUN last \\");

        CollectionAssert.AreEqual(
            new[] { ("FROM", 3, 3), ("RUN", 4, 8), ("COPY", 9, 9), ("RUN", 10, 10) },
            found.Select(instruction => (instruction.Keyword, instruction.Line, instruction.EndLine)).ToArray());
        Assert.IsTrue(found[1].IsPrintedAs("RUN a &&     b     && c"));
        Assert.IsFalse(found[1].IsPrintedAs("RUN a"));
    }

    [TestMethod]
    public void The_escape_of_the_first_lines_joins_lines()
    {
        var found = DockerfileReader.Read("# escape=`\nRUN a `\n  b\nRUN c \\\nRUN d");

        CollectionAssert.AreEqual(new[] { 2, 4, 5 }, found.Select(instruction => instruction.Line).ToArray());
    }

    [TestMethod]
    public void What_stands_in_a_here_document_is_no_instruction()
    {
        var found = DockerfileReader.Read(
            "RUN <<EOF cat && cat <<-'END'\nRUN not this\nEOF\n\tRUN nor this\n\tEND\nRUN echo 1<<<2\nRUN after");

        CollectionAssert.AreEqual(new[] { 1, 6, 7 }, found.Select(instruction => instruction.Line).ToArray());
        Assert.AreEqual(5, found[0].EndLine);
    }

    [TestMethod]
    [DataRow("# syntax=docker/dockerfile:1\nFROM a", "docker/dockerfile:1")]
    [DataRow("#escape=`\n # Syntax = docker/dockerfile:1.4 \nFROM a", "docker/dockerfile:1.4")]
    [DataRow("# a comment\n# syntax=docker/dockerfile:1\nFROM a", null)]
    [DataRow("FROM a\n# syntax=docker/dockerfile:1", null)]
    [DataRow("", null)]
    public void The_syntax_stands_before_everything_else(string text, string? expected) =>
        Assert.AreEqual(expected, DockerfileReader.FindSyntax(text));

    [TestMethod]
    [DataRow("RUN --mount=type=cache,target=/c work", "'RUN --mount'")]
    [DataRow("run --network=none --mount=type=cache work", "'RUN --network'")]
    [DataRow("RUN work --mount=no-option", null)]
    [DataRow("RUN echo '--mount'", null)]
    [DataRow("COPY --link a b", "'COPY --link'")]
    [DataRow("COPY --from=one --chmod=755 a b", "'COPY --chmod'")]
    [DataRow("COPY --from=one --chown=1:1 a b", null)]
    [DataRow("ADD --checksum=sha256:0 http://a b", "'ADD --checksum'")]
    [DataRow("RUN <<EOF", "a here-document")]
    [DataRow("COPY <<file.txt /", "a here-document")]
    [DataRow("ENV A=<<EOF", null)]
    [DataRow("RUN cat <<<word", null)]
    public void What_only_BuildKit_knows_is_found(string text, string? expected) =>
        Assert.AreEqual(expected, DockerfileReader.Read(text).Single().BuildKitFeature);
}
