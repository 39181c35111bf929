namespace EnvBuild.Python.Wheels;

/// <summary>
/// A wheel that cannot be used. The only failure of this namespace that is the wheel's own; a disk that cannot be
/// read stays an <see cref="IOException"/>. It carries no diagnostic code: whoever fetched the wheel knows its
/// requirement and place, and reports it there, as <c>ArchiveFailure</c> does for conda packages.
/// </summary>
public sealed class WheelException : Exception
{
    /// <summary>A failure of the whole wheel or of one of its members.</summary>
    /// <param name="wheel">File name of the wheel.</param>
    /// <param name="member">Member, as the wheel names it; <see langword="null"/> for the whole wheel.</param>
    /// <param name="reason">What is wrong, as the end of a sentence without a full stop.</param>
    /// <param name="inner">What noticed it.</param>
    public WheelException(string wheel, string? member, string reason, Exception? inner = null)
        : base(member is null ? $"Wheel '{wheel}': {reason}" : $"Wheel '{wheel}': member '{member}' {reason}", inner)
    {
        Wheel = wheel;
        Member = member;
        Reason = reason;
    }

    /// <summary>File name of the wheel.</summary>
    public string Wheel { get; }

    /// <summary>Member, as the wheel names it; <see langword="null"/> for the whole wheel.</summary>
    public string? Member { get; }

    /// <summary>What is wrong, as the end of a sentence.</summary>
    public string Reason { get; }
}
