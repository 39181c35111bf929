namespace EnvBuild.Conda.Repodata.Index;

/// <summary>Texts of a record that follow from others.</summary>
internal static class RecordText
{
    internal const string OldExtension = ".tar.bz2";

    /// <summary>Name of the package file.</summary>
    internal static string FileName(in RecordEntry entry, Func<int, string> textOf)
    {
        if (entry.FileName != 0)
        {
            return textOf(entry.FileName);
        }

        var extension = entry.Traits.HasFlag(RecordTraits.IsNewFormat) ? DistName.NewExtension : OldExtension;
        return $"{textOf(entry.Name)}-{textOf(entry.Version)}-{textOf(entry.Build)}{extension}";
    }
}
