using System.Text.RegularExpressions;
using EnvBuild.Conda.Locks.Yaml;
using EnvBuild.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>Reads locks of other tools; their content tells the form, not their name.</summary>
public static partial class ForeignLockReader
{
    private const int NewestPixi = 7;

    /// <summary>Reads a lock.</summary>
    /// <param name="text">Text of the file.</param>
    /// <param name="path">Absolute path of the file, for diagnostics and for the paths in it.</param>
    /// <param name="options">What it is read against.</param>
    /// <exception cref="EnvBuildException">
    /// ENV3052: it is none of the known forms, or broken. ENV3055: it has several environments and none is chosen.
    /// </exception>
    public static ForeignLockFile Read(string text, string path, ForeignLockOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        if (ExplicitRegex().IsMatch(text))
        {
            return new ExplicitReader(path, options).Read(text);
        }

        var isList = LockedAddressRegex().IsMatch(text);
        if (isList)
        {
            throw DiagnosticCatalog.ForeignLockInvalid.Exception(
                new SourceLocation(path), "it lists addresses and has no line '@EXPLICIT'");
        }

        var root = LockYaml.Load(text, path, DiagnosticCatalog.ForeignLockInvalid);
        var nodes = new LockNodes(path, DiagnosticCatalog.ForeignLockInvalid);
        if (LockNodes.Find(root, "environments") is not null)
        {
            return new PixiReader(path, nodes, options).Read(root, VersionOf(root, nodes));
        }

        var isPixi = LockNodes.Text(root, "version") is "2" or "3";
        if (LockNodes.Find(root, "package") is null && LockNodes.Find(root, "metadata") is null)
        {
            throw nodes.Invalid(root, WhatElse(root));
        }

        var locked = new LockNodeReader(path, DiagnosticCatalog.ForeignLockInvalid, newestVersion: 3).Read(root);
        return new ForeignLockFile(
            isPixi ? ForeignLockFormat.Pixi : ForeignLockFormat.CondaLock,
            LockAddresses.Resolve(locked, Path.GetDirectoryName(path)!),
            []);
    }

    private static int VersionOf(YamlMappingNode root, LockNodes nodes)
    {
        var text = nodes.Require(root, "version");
        return text is [>= '4' and <= (char)('0' + NewestPixi)]
            ? text[0] - '0'
            : throw nodes.Invalid(
                LockNodes.Find(root, "version")!,
                $"its version is '{text}'; versions 1 to {NewestPixi} of pixi's lock are known");
    }

    private static string WhatElse(YamlMappingNode root) => LockNodes.Find(root, "dependencies") is null
        ? "it is neither a lock of conda-lock nor one of pixi nor an @EXPLICIT list"
        : "it is an environment file and not a lock; use it as a definition";

    [GeneratedRegex(@"^[ \t]*@EXPLICIT[ \t]*\r?$", RegexOptions.Multiline)]
    private static partial Regex ExplicitRegex();

    [GeneratedRegex(@"\A(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*[a-z]+://\S+\.(?:conda|tar\.bz2)")]
    private static partial Regex LockedAddressRegex();
}
