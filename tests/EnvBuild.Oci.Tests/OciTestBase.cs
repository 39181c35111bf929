using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;

namespace EnvBuild.Oci.Tests;

/// <summary>A folder and a store for each test.</summary>
public abstract class OciTestBase : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public required TestContext TestContext { get; init; }

    protected TemporaryFolder Folder => _folder;

    protected BlobStore Store => field ??= new BlobStore(_folder["store"]);

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _folder.Dispose();
        }
    }

    protected static async Task<Diagnostic> FailsAsync(Func<Task> work, DiagnosticDescriptor expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var exception = await Assert.ThrowsExactlyAsync<EnvBuildException>(work);
        Assert.AreEqual(expected.Code, exception.Diagnostics.Single().Code, exception.Message);
        return exception.Diagnostics[0];
    }
}
