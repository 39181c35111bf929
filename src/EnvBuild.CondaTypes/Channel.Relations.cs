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

        var url = target.AbsoluteUri.TrimEnd('/');
        var alias = BaseUrl.EndsWith("/" + Name, StringComparison.Ordinal) ? BaseUrl[..^Name.Length] : null;
        var name = alias is not null && url.StartsWith(alias, StringComparison.Ordinal)
            ? Uri.UnescapeDataString(url[alias.Length..])
            : url;
        return new Channel(
            IsRelativePath ? Combine(Text, reference) : name, name, url, FetchUrlOf(own, url), null);
    }

    // A user stands in front of the host, a token in front of the channel; both hold for what is beside it.
    private string FetchUrlOf(Uri own, string url)
    {
        var authority = own.GetLeftPart(UriPartial.Authority);
        var common = Math.Min(
            BaseUrl.Length, Math.Max(authority.Length, BaseUrl.AsSpan().CommonPrefixLength(url)));

        // Whoever is known to a part of a server is nobody outside of it.
        return FetchUrl.EndsWith(BaseUrl[common..], StringComparison.Ordinal)
            ? FetchUrl[..^(BaseUrl.Length - common)] + url[common..]
            : url;
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
