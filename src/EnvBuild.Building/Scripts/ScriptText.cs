using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EnvBuild.Building.Images;

namespace EnvBuild.Building.Scripts;

/// <summary>
/// The shell script that runs the scripts of packages as conda does: activated, by bash where there is one, with
/// <c>PREFIX</c> and <c>PKG_*</c> set, and with the messages that they leave in <c>.messages.txt</c> told.
/// </summary>
internal static class ScriptText
{
    private const string Runner = """
        set -eu
        shell=/bin/sh
        for candidate in /bin/bash /usr/bin/bash "$PREFIX/bin/bash"; do
          if [ -x "$candidate" ]; then shell=$candidate; fi
        done
        run() {
          PKG_NAME=$1 PKG_VERSION=$2 PKG_BUILDNUM=$3 "$shell" -c '
            for file in "$PREFIX"/etc/conda/activate.d/*.sh; do
              if [ -e "$file" ]; then . "$file"; fi
            done
            . "$PREFIX/$1"' post-link "$4" || { code=$?; echo "$4 ended with exit code $code" >&2; exit $code; }
          if [ -e "$PREFIX/.messages.txt" ]; then
            cat "$PREFIX/.messages.txt"
            rm -f "$PREFIX/.messages.txt"
          fi
        }
        cd "$PREFIX"

        """;

    /// <summary>Variables in which it runs, besides those of the image.</summary>
    public static ImmutableSortedDictionary<string, string> Variables { get; } =
        ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("PREFIX", ImageLayout.Prefix),
                KeyValuePair.Create("ROOT_PREFIX", ImageLayout.Prefix),
                KeyValuePair.Create("CONDA_PREFIX", ImageLayout.Prefix),

                // Compiled files hold times, and no two runs would give the same layer.
                KeyValuePair.Create("PYTHONDONTWRITEBYTECODE", "1"),
            ]);

    /// <summary>Text for a POSIX shell.</summary>
    /// <param name="scripts">The scripts in the order of installation.</param>
    public static string For(ImmutableArray<PostLinkScript> scripts)
    {
        var text = new StringBuilder(Runner.ReplaceLineEndings("\n"));
        foreach (var script in scripts)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"run {Quote(script.Package)} {Quote(script.Version)} {script.BuildNumber} {Quote(script.Path)}\n");
        }

        return text.ToString();
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
