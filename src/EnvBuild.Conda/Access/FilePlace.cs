using System.Net;

namespace EnvBuild.Conda.Access;

/// <summary>Answers for a folder that stands among servers.</summary>
internal static class FilePlace
{
    public static bool Is(string place) => place.StartsWith("file://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="HttpRequestException">The file is there and cannot be read.</exception>
    public static HttpResponseMessage Open(string place)
    {
        try
        {
            var stream = new FileStream(
                new Uri(place).LocalPath,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                1 << 16,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stream) };
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HttpRequestException(error.Message);
        }
    }
}
