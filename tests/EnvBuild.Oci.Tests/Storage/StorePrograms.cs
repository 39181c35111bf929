using System.Diagnostics;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;

namespace EnvBuild.Oci.Tests.Storage;

/// <summary>Starts processes that work in a store.</summary>
internal static class StorePrograms
{
    public static string Program
    {
        get
        {
            var output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
            var program = Path.Combine(
                Path.GetDirectoryName(Path.GetDirectoryName(output))!,
                "EnvBuild.Oci.StoreHost",
                Path.GetFileName(output),
                "EnvBuild.Oci.StoreHost.dll");
            Assert.IsTrue(File.Exists(program), $"'{program}' is part of the build of '{Corpus.RepositoryRoot}'.");
            return program;
        }
    }

    public static Process Start(string command, BlobStore store, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Program, command, store.Folder, .. arguments]))!;
}
