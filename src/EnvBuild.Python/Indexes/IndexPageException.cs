namespace EnvBuild.Python.Indexes;

/// <summary>A page of an index cannot be read.</summary>
public sealed class IndexPageException : Exception
{
    /// <summary>A page cannot be read.</summary>
    /// <param name="url">Address of the page.</param>
    /// <param name="reason">What was found, without a full stop.</param>
    /// <param name="innerException">What was behind it.</param>
    internal IndexPageException(Uri url, string reason, Exception? innerException = null)
        : base($"The index page {FileLink.Redact(url)} cannot be read: {reason}.", innerException)
    {
        Reason = reason;
    }

    /// <summary>What was found, without a full stop.</summary>
    public string Reason { get; }
}
