namespace EnvBuild.Fuzzing;

/// <summary>A property that must hold for every input does not hold for one.</summary>
internal sealed class FuzzFailureException : Exception
{
    public FuzzFailureException()
    {
    }

    public FuzzFailureException(string message)
        : base(message)
    {
    }

    public FuzzFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Fails unless a property holds.</summary>
    public static void Unless(bool holds, string property)
    {
        if (!holds)
        {
            throw new FuzzFailureException(property);
        }
    }
}
