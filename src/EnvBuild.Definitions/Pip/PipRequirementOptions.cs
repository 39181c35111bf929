using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Pip;

/// <summary>Options that stand behind a requirement, such as <c>--hash=sha256:…</c>.</summary>
internal static class PipRequirementOptions
{
    private static readonly string[] Known = ["--hash", "--config-settings", "--global-option", "--install-option"];

    public static PipRequirement Apply(PipRequirement requirement, IReadOnlyList<string> tokens, DiagnosticSink sink)
    {
        var hashes = new SortedSet<string>(StringComparer.Ordinal);
        var others = new List<string>();
        for (var index = 0; index < tokens.Count; index++)
        {
            var (name, value) = PipOptionName.Split(tokens[index]);
            var isKnown = Known.Contains(name);
            value ??= isKnown && index + 1 < tokens.Count ? tokens[++index] : null;
            if (name == "--hash" && value is not null)
            {
                hashes.Add(value.ToLowerInvariant());
            }
            else
            {
                others.Add(value is null ? name : $"{name}={value}");
            }

            if (!isKnown && name.StartsWith('-'))
            {
                sink.ReportAt(DiagnosticCatalog.PipOptionPlace, requirement.Location, name);
            }
        }

        var suffix = string.Concat(
            hashes.Select(hash => $" --hash={hash}").Concat(others.Select(other => " " + other)));
        return requirement with { Hashes = [.. hashes], Canonical = requirement.Canonical + suffix };
    }
}
