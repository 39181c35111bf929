namespace EnvBuild.Definitions.Contexts;

/// <summary>Lists the files below a folder; links are listed and not followed.</summary>
internal static class ContextFiles
{
    public static IEnumerable<string> Enumerate(string folder, IgnoreRules ignore)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false };
        var pending = new Stack<string>([""]);
        while (pending.TryPop(out var relative))
        {
            var current = new DirectoryInfo(Path.Combine(folder, relative));
            foreach (var info in current.EnumerateFileSystemInfos("*", options))
            {
                var path = relative.Length == 0 ? info.Name : $"{relative}/{info.Name}";
                var isFolder = info is DirectoryInfo && info.LinkTarget is null;
                if (isFolder && !ignore.SkipsFolder(path))
                {
                    pending.Push(path);
                }
                else if (!isFolder && !ignore.Skips(path))
                {
                    yield return path;
                }
            }
        }
    }
}
