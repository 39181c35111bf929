using System.Text;
using System.Text.RegularExpressions;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Linking;

/// <summary>A command of a noarch Python package, for which linking writes a script.</summary>
/// <param name="Name">Name of the script.</param>
/// <param name="Module">Module to import from.</param>
/// <param name="Function">Function to call, possibly an attribute: <c>main.run</c>.</param>
internal sealed partial record EntryPoint(string Name, string Module, string Function)
{
    /// <summary>Reads <c>name = module:function</c>; as in conda, a name may hold blanks and <c>=</c>.</summary>
    public static EntryPoint Parse(string text, string package)
    {
        var match = Definition().Match(text);
        var name = match.Groups[1].Value;
        return match.Success && ArchivePath.FindFault(name) is null
            ? new EntryPoint(name, match.Groups[2].Value, match.Groups[3].Value)
            : throw DiagnosticCatalog.EntryPointInvalid.Exception(null, package, text);
    }

    /// <summary>The script, byte for byte as conda writes it.</summary>
    public byte[] ToScript(string interpreter) => Encoding.UTF8.GetBytes(
        $"""
        {Shebang.ForEntryPoint(interpreter)}# -*- coding: utf-8 -*-
        import re
        import sys

        from {Module} import {Function.Split('.')[0]}

        if __name__ == '__main__':
            sys.argv[0] = re.sub(r'(-script\.pyw?|\.exe)?$', '', sys.argv[0])
            sys.exit({Function}())

        """);

    // Extras in brackets are allowed by the format of entry points and mean nothing to a script.
    [GeneratedRegex(
        @"^\s*([^\s/](?:[^\n/]*[^\s/])?)\s*=\s*([\w.]+)\s*:\s*([\w.]+)\s*(?:\[[^\]]*\])?\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Definition();
}
