using System.Diagnostics;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;

namespace EnvBuild.Oci.Tests.Storage;

/// <summary>Starts processes that work in a store.</summary>
internal static class StorePrograms
{
    public static Process Start(string command, BlobStore store, params string[] arguments)
    {
        var program = Path.Combine(
            Path.GetDirectoryName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!,
            "EnvBuild.Oci.StoreHost",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
            "EnvBuild.Oci.StoreHost.dll");
        Assert.IsTrue(File.Exists(program), $"'{program}' is part of the build of '{Corpus.RepositoryRoot}'.");
        return Process.Start(new ProcessStartInfo(
            "dotnet",
            [program, command, store.Folder, .. arguments]))!;
    }
}
