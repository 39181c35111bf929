using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Keys that stand one level too high in a conda file: reading on without them would lose packages.</summary>
internal static class MisplacedKeys
{
    public static void Report(MappingReader keys, DiagnosticSink sink)
    {
        foreach (var key in (ReadOnlySpan<string>)["pip", "packages", "requirements"])
        {
            if (keys.Node(key) is not null)
            {
                var advice = key == "pip"
                    ? "put it into the list 'dependencies' as '- pip:' with the packages indented below"
                    : "packages stand in the list 'dependencies'";
                sink.Report(DiagnosticCatalog.KeyMisplaced, keys.Key(key)!.Span, key, advice);
            }
        }
    }
}
