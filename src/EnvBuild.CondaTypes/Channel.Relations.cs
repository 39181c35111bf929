namespace EnvBuild.Conda;

public sealed partial record Channel
{
    /// <summary>The channel at a path from this one (CEP 42): <c>../conda-forge</c>.</summary>
    /// <param name="reference">A relative path that starts with <c>../</c>.</param>
    /// <returns>The channel; <see langword="null"/> if the reference is not such a path, or leaves the host.</returns>
    public Channel? Related(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var isPath = reference == ".." || reference.StartsWith("../", StringComparison.Ordinal);
        if (!isPath || reference.AsSpan().ContainsAny('\\', '?', '#')
            || !Uri.TryCreate(BaseUrl + "/", UriKind.Absolute, out var own)
            || !Uri.TryCreate(own, reference, out var target) || target.Scheme != own.Scheme
            || target.Authority != own.Authority)
        {
            return null;
        }

        // Credentials stand in front of the path, in both of their forms.
        var url = target.AbsoluteUri.TrimEnd('/');
        var authority = own.GetLeftPart(UriPartial.Authority);
        var path = BaseUrl.IndexOf('/', BaseUrl.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        var fetchHead = path < 0 ? FetchUrl : FetchUrl[..^(BaseUrl.Length - path)];
        var alias = BaseUrl.EndsWith("/" + Name, StringComparison.Ordinal) ? BaseUrl[..^Name.Length] : null;
        var name = alias is not null && url.StartsWith(alias, StringComparison.Ordinal)
            ? Uri.UnescapeDataString(url[alias.Length..])
            : url;
        return new Channel(
            IsRelativePath ? Combine(Text, reference) : name, name, url, fetchHead + url[authority.Length..], null);
    }

    /// <summary>A relative path that goes on from another one.</summary>
    private static string Combine(string path, string reference)
    {
        var parts = new List<string>();
        foreach (var part in $"{path}/{reference}".Split('/', '\\').Where(part => part is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        var combined = string.Join('/', parts);
        return IsUp(combined) ? combined : $"./{combined}";
    }

    private static bool IsUp(string path) => path == ".." || path.StartsWith("../", StringComparison.Ordinal);
}
