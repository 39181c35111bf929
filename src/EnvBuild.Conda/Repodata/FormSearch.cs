using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>Asks a server for one form of a folder's repodata after the other.</summary>
/// <param name="download">Fetches files.</param>
/// <param name="folderUrl">URL of the folder; may hold credentials.</param>
/// <param name="mayRemember">Whether what a server lacked some time ago counts.</param>
/// <param name="reporter">Is told details.</param>
internal sealed class FormSearch(
    CachedDownload download, string folderUrl, bool mayRemember, IReporter reporter)
{
    /// <summary>How long a server that lacks a form is not asked for it again.</summary>
    private static readonly TimeSpan AbsenceAge = TimeSpan.FromDays(1);

    private readonly List<string> _absent = [];
    private EnvBuildException? _failure;

    /// <summary>Whether something was taken for absent without asking.</summary>
    internal bool HasRemembered { get; private set; }

    /// <summary>Why the folder may be there although nothing was found: one of its places did not answer.</summary>
    internal EnvBuildException? Doubt { get; private set; }

    /// <summary>Asks for a form.</summary>
    /// <returns>What was made of it; <see langword="null"/> if it is not there.</returns>
    internal async Task<T?> TryAsync<T>(
        string fileName,
        Func<Stream, Stream, CancellationToken, Task> import,
        Func<ReadOnlyMemory<byte>, T> open,
        CancellationToken cancellationToken)
        where T : class
    {
        var url = $"{folderUrl}/{fileName}";
        try
        {
            var found = await download.FetchAsync(url, mayRemember, import, open, cancellationToken)
                .ConfigureAwait(false);
            switch (found.Absence)
            {
                case Absence.Told:
                    _absent.Add(url);
                    break;
                case Absence.Remembered:
                    HasRemembered = true;
                    break;
                case Absence.Doubtful:
                    Doubt ??= DiagnosticCatalog.ChannelUnreachable.Exception(
                        null, ChannelText.Redact(url), found.Doubt);
                    break;
                case Absence.Unknown:
                    _failure ??= DiagnosticCatalog.ChannelNotCached.Exception(null, ChannelText.Redact(folderUrl));
                    break;
            }

            return found.Content;
        }
        catch (FormatException error)
        {
            // Some servers answer with a page where they have no file; the next form may be there.
            reporter.Detail($"{ChannelText.Redact(url)} is not repodata: {error.Message}");
            _failure = DiagnosticCatalog.RepodataNotServed.Exception(null, ChannelText.Redact(url), error.Message);
        }
        catch (EnvBuildException error) when (IsRefusal(error))
        {
            // Stores of objects refuse what is not there.
            _failure = error;
        }

        return null;
    }

    /// <summary>Ends a search that found a form.</summary>
    internal void Found()
    {
        foreach (var url in _absent)
        {
            download.RememberAbsence(url, AbsenceAge);
        }
    }

    /// <summary>Ends a search that found none.</summary>
    /// <exception cref="EnvBuildException">That is no proof that the folder is not there.</exception>
    internal void FoundNothing()
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        // For a build without a network; with one, the server is asked again, as the folder may be there by then.
        foreach (var url in _absent)
        {
            download.RememberAbsence(url, TimeSpan.Zero);
        }
    }

    private static bool IsRefusal(EnvBuildException error) =>
        error.Diagnostics.All(diagnostic => diagnostic.Code == DiagnosticCatalog.ChannelForbidden.Code);
}
