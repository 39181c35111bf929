namespace EnvBuild.Oci.Registries.Transport;

/// <summary>Reads bodies that are small by nature, and refuses those that are not.</summary>
internal static class BoundedBody
{
    /// <summary>Longest answer that is not a manifest, in bytes.</summary>
    public const int Small = 1024 * 1024;

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="RegistryFailure">It is too long, or broke off.</exception>
    public static async Task<byte[]> ReadAsync(
        HttpResponseMessage response, int longest, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var buffer = new byte[16 * 1024];
                while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                {
                    await content.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                    if (content.Length > longest)
                    {
                        throw new RegistryFailure($"the answer is longer than {longest} bytes", isTransient: false);
                    }
                }
            }
        }
        catch (IOException exception)
        {
            throw RegistryFailure.From(exception);
        }

        return content.ToArray();
    }
}
