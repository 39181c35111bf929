using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Locks;

/// <summary>rattler, the solver of pixi, as its own JavaScript package has it.</summary>
internal static class RattlerSolver
{
    private const string Install = "npm install --prefix artifacts/test-tools/rattler @conda-org/rattler";

    // It fetches over HTTP alone, and knows virtual packages only as those of a channel.
    private const string Script =
        """
        const [, , tools, root, virtual, ...specs] = process.argv;
        const { simpleSolve } = require(require.resolve('@conda-org/rattler', { paths: [tools] }));
        const fs = require('fs');
        const path = require('path');
        const roots = { channel: root, virtual };
        const server = require('http').createServer((request, response) => {
          const [, first, ...rest] = decodeURIComponent(new URL(request.url, 'http://host').pathname).split('/');
          fs.readFile(path.join(roots[first], ...rest), (error, bytes) => {
            response.statusCode = error ? 404 : 200;
            response.end(bytes);
          });
        });
        server.listen(0, '127.0.0.1', async () => {
          const host = `http://127.0.0.1:${server.address().port}`;
          try {
            const solved = await simpleSolve(specs, [`${host}/channel`, `${host}/virtual`], ['linux-64', 'noarch'], []);
            console.log(solved.map(record => record.filename).join('\n'));
          } catch (error) {
            console.error(String(error));
            process.exitCode = 1;
          }
          server.close();
        });
        """;

    /// <summary>The package files that it chooses, without virtual packages.</summary>
    public static async Task<IReadOnlyList<string>> SolveAsync(
        string channel,
        IEnumerable<string> specs,
        CancellationToken cancellationToken)
    {
        var node = RequiredTool.Find("node", "nodejs");
        var tools = Path.GetDirectoryName(OtherTool.Find("rattler/node_modules", Install))!;
        using var work = new TemporaryFolder();
        var script = work.Write("solve.cjs", Script);
        WriteVirtualPackages(work);
        var run = await new ProcessSpec(node, [script, tools, channel, work["virtual"], .. specs])
        {
            Folder = work.Path,
        }.SucceedsAsync(cancellationToken);
        return
        [
            .. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(file => !file.StartsWith("__", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static void WriteVirtualPackages(TemporaryFolder work)
    {
        var records = new[] { ("__glibc", "2.36"), ("__unix", "0"), ("__linux", "5.10") }.Select(package =>
            $$"""
            "{{package.Item1}}-{{package.Item2}}-0.tar.bz2": {"name": "{{package.Item1}}", "version": "{{package.Item2}}",
              "build": "0", "build_number": 0, "depends": [], "subdir": "noarch"}
            """);
        work.Write(
            "virtual/noarch/repodata.json",
            "{\"packages.conda\": {}, \"packages\": {" + string.Join(',', records) + "}}");
        work.Write("virtual/linux-64/repodata.json", """{"packages": {}, "packages.conda": {}}""");
    }
}
