namespace EnvBuild.Python.Metadata;

/// <summary>The core metadata of a distribution cannot be used.</summary>
public sealed class CoreMetadataException : Exception
{
    internal CoreMetadataException(string field, string? value, string reason)
        : base(
            value is null
                ? $"The metadata field '{field}' {reason}."
                : $"The metadata field '{field}' has the value '{value}', which {reason}.")
    {
        Field = field;
        Value = value;
    }

    /// <summary>Name of the field, as the specification writes it.</summary>
    public string Field { get; }

    /// <summary>What the field holds; null where it is missing.</summary>
    public string? Value { get; }
}
