namespace EnvBuild.Oci.Registries.Access;

/// <summary>A token and the end of its life. No record, so that no text ever holds it.</summary>
internal sealed class AccessToken(string value, DateTimeOffset expiry)
{
    public string Value { get; } = value;

    public DateTimeOffset Expiry { get; } = expiry;
}
