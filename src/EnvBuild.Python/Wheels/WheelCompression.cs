using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Python.Wheels;

/// <summary>How the data of a member is packed: the two methods that wheels use.</summary>
[SuppressMessage("Design", "CA1027", Justification = "Numbers of methods, which do not combine.")]
public enum WheelCompression
{
    /// <summary>As it is (method 0).</summary>
    Stored = 0,

    /// <summary>A raw deflate stream (method 8, RFC 1951).</summary>
    Deflate = 8,
}
