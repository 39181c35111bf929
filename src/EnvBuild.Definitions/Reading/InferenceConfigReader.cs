using System.Globalization;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads <c>inference_config</c> (Azure ML v2): three routes, all of them needed.</summary>
internal static class InferenceConfigReader
{
    public static InferenceConfig? Read(MappingReader keys, DiagnosticSink sink)
    {
        if (keys.Mapping("inference_config") is not { } mapping)
        {
            return null;
        }

        var config = new MappingReader(mapping, "'inference_config'", sink);
        var liveness = Route(config, "liveness_route", mapping, sink);
        var readiness = Route(config, "readiness_route", mapping, sink);
        var scoring = Route(config, "scoring_route", mapping, sink);
        config.Finish();
        return liveness is null || readiness is null || scoring is null
            ? null
            : new InferenceConfig(liveness, readiness, scoring);
    }

    private static InferenceRoute? Route(MappingReader config, string key, YamlMapping parent, DiagnosticSink sink)
    {
        if (config.Mapping(key) is not { } mapping)
        {
            sink.Report(
                DiagnosticCatalog.InferenceRoute, parent.Entries.FirstOrDefault().Key?.Span ?? parent.Span, key);
            return null;
        }

        var route = new MappingReader(mapping, $"'{key}'", sink);
        var path = route.Text("path");
        var isPort = int.TryParse(route.Text("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536;
        route.Finish();
        if (path is null || !isPort)
        {
            sink.Report(DiagnosticCatalog.InferenceRoute, mapping.Span, key);
            return null;
        }

        return new InferenceRoute(path, port);
    }
}
