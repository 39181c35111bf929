namespace EnvBuild.Building.Health;

/// <summary>Proxies that variables name; users and passwords in them are not told.</summary>
internal static class ProxyCheck
{
    private static readonly string[] Variables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"];

    public static IEnumerable<HealthFinding> Run(HealthTopic topic, HealthRequest request)
    {
        var found = Variables
            .SelectMany(name => (string[])[name, name.ToLowerInvariant()])
            .Select(name => (Name: name, Value: request.GetVariable(name)))
            .Where(variable => !string.IsNullOrWhiteSpace(variable.Value))
            .Select(variable => (variable.Name, Address: Parse(variable.Value!)))
            .ToList();
        foreach (var (name, _) in found.Where(variable => variable.Address is null))
        {
            yield return topic.Warning(
                name, "it holds no address of a proxy and is not used", "Write it as http://host:port.");
        }

        var proxies = found.Where(proxy => proxy.Address is not null).Select(proxy => $"{proxy.Name} ({proxy.Address})");
        var bypass = string.IsNullOrWhiteSpace(request.GetVariable("NO_PROXY") ?? request.GetVariable("no_proxy"))
            ? ""
            : "; NO_PROXY names exceptions";
        yield return topic.Ok("proxies", string.Join(", ", proxies) is { Length: > 0 } text
            ? text + bypass
            : "no variable names one");
    }

    private static string? Parse(string text)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return Uri.TryCreate(full.Trim(), UriKind.Absolute, out var url) && url.Host.Length > 0
            ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;
    }
}
