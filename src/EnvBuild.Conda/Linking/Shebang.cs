using System.Text;
using System.Text.RegularExpressions;

namespace EnvBuild.Conda.Linking;

/// <summary>
/// First lines of scripts. Linux reads 127 bytes of them and cannot have blanks in the interpreter's path; a line that
/// breaks this goes through <c>/bin/sh</c> for python, and through <c>/usr/bin/env</c> for others.
/// </summary>
internal static partial class Shebang
{
    /// <summary>Bytes in which a first line has to end; a longer one is no script.</summary>
    public const int MaximumLine = 64 << 10;

    private const int MaximumLength = 127;

    /// <summary>The line with the prefix in place of the placeholder.</summary>
    /// <param name="line">First line of a file, without its end.</param>
    /// <param name="placeholder">What to replace.</param>
    /// <param name="prefix">What to put there.</param>
    public static byte[] Rewrite(ReadOnlySpan<byte> line, string placeholder, string prefix)
    {
        // Latin-1 keeps every byte, whatever encoding the line is in.
        var text = Encoding.Latin1.GetString(line);
        var find = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(placeholder));
        var put = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(prefix));
        var replaced = text.Replace(find, put, StringComparison.Ordinal);
        var hasBlank = put.Contains(' ', StringComparison.Ordinal) && text.Contains(find, StringComparison.Ordinal);
        if ((hasBlank || replaced.Length > MaximumLength) && Parts().Match(text) is { Success: true } match)
        {
            replaced = Indirect(match.Groups[1].Value, match.Groups[2].Value)
                .Replace(find, put, StringComparison.Ordinal);
        }

        return Encoding.Latin1.GetBytes(replaced);
    }

    /// <summary>First line of an entry point, with its end.</summary>
    /// <param name="interpreter">Absolute path of python.</param>
    public static string ForEntryPoint(string interpreter)
    {
        var direct = $"#!{interpreter}\n";
        var isPlain = !interpreter.Contains(' ', StringComparison.Ordinal);
        return isPlain && Encoding.UTF8.GetByteCount(direct) <= MaximumLength
            ? direct
            : ThroughShell(interpreter, "") + "\n";
    }

    private static string Indirect(string interpreter, string options)
    {
        var name = interpreter[(interpreter.LastIndexOf('/') + 1)..];
        return Python().IsMatch(name) ? ThroughShell(interpreter, options) : $"#!/usr/bin/env {name}{options}";
    }

    // To python the second line is a text in triple quotes, to the shell a command.
    private static string ThroughShell(string interpreter, string options) =>
        $"#!/bin/sh\n'''exec' \"{interpreter}\"{options} \"$0\" \"$@\" #'''";

    [GeneratedRegex(@"^#! *(/(?:\\ |[^ \n\r\t])*)(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^python(?:[0-9]+(?:\.[0-9]+)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Python();
}
