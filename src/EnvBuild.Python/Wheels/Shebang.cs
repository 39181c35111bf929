using System.Text;

namespace EnvBuild.Python.Wheels;

/// <summary>First lines of scripts (PEP 427, "Recommended installer features").</summary>
internal static class Shebang
{
    /// <summary>Bytes of a shebang that every kernel takes, with <c>#!</c> and the line's end.</summary>
    private const int MaximumLength = 127;

    /// <summary>Bytes of a script that tell whether its first line is rewritten.</summary>
    public const int ProbeLength = 8;

    /// <summary>Whether a script asks for the Python of its environment; <c>#!pythonw</c> does too.</summary>
    public static bool IsGeneric(ReadOnlySpan<byte> script) => script.StartsWith("#!python"u8);

    /// <summary>The line for a Python; through <c>/bin/sh</c> when a kernel would not take it (distlib).</summary>
    /// <param name="interpreter">Absolute path of the Python.</param>
    public static string For(string interpreter)
    {
        var line = $"#!{interpreter}\n";
        return !interpreter.Contains(' ') && Encoding.UTF8.GetByteCount(line) <= MaximumLength
            ? line
            : $"#!/bin/sh\n'''exec' \"{interpreter}\" \"$0\" \"$@\"\n' '''\n";
    }

    /// <summary>The script with its first line rewritten.</summary>
    public static byte[] Rewrite(ReadOnlySpan<byte> script, string interpreter)
    {
        var end = script.IndexOf((byte)'\n');
        return [.. Encoding.UTF8.GetBytes(For(interpreter)), .. end < 0 ? [] : script[(end + 1)..]];
    }
}
