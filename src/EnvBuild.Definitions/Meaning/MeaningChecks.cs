using EnvBuild.Definitions.Reading;

namespace EnvBuild.Definitions.Meaning;

/// <summary>What reads well and is probably not meant.</summary>
internal static class MeaningChecks
{
    public static void Report(Environment environment, DefinitionDraft draft, DiagnosticSink sink)
    {
        CondaChecks.Report(environment, draft, sink);
        PackageChecks.Report(environment, sink);
        PipChecks.Report(environment, draft, sink);
        BaseChecks.Report(environment, draft, sink);
        NameChecks.Report(environment, draft, sink);
        VariableChecks.Report(environment, draft, sink);
    }
}
