using System.Text.RegularExpressions;

namespace EnvBuild.Python.Wheels;

/// <summary>A command of <c>console_scripts</c> or <c>gui_scripts</c>.</summary>
/// <param name="Name">Name of the file in <c>bin</c>.</param>
/// <param name="Module">Module to import from.</param>
/// <param name="Callable">Dotted path of the function in it.</param>
internal sealed partial record EntryPoint(string Name, string Module, string Callable)
{
    /// <summary>The program, as pip 26 writes it.</summary>
    /// <param name="interpreter">Absolute path of the Python.</param>
    public string Script(string interpreter) =>
        $"""
        {Shebang.For(interpreter)}import sys
        from {Module} import {Callable.Split('.')[0]}
        if __name__ == '__main__':
            sys.argv[0] = sys.argv[0].removesuffix('.exe')
            sys.exit({Callable}())

        """;

    /// <summary>Reads a line's two sides.</summary>
    /// <returns><see langword="null"/> when the name is no file name or the value no <c>module:function</c>.</returns>
    public static EntryPoint? Parse(string name, string value)
    {
        var match = Reference().Match(value);
        return match.Success && !name.Contains('/') && MemberName.FindFault(name) is null
            ? new EntryPoint(name, match.Groups["module"].Value, match.Groups["callable"].Value)
            : null;
    }

    /// <summary>The value of an entry point (entry points specification, "Data model"); extras are obsolete.</summary>
    [GeneratedRegex(
        @"^(?<module>[^\W\d]\w*(\.[^\W\d]\w*)*)\s*:\s*(?<callable>[^\W\d]\w*(\.[^\W\d]\w*)*)\s*(\[[^\]]*\]\s*)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
