using System.IO.Compression;
using System.Text;
using EnvBuild.Testing;

namespace EnvBuild.Python.Wheels.Tests;

/// <summary>Wheels of the tests' own making.</summary>
internal sealed class TestWheel : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStream _stream = new();
    private readonly ZipArchive _zip;

    public TestWheel()
    {
        _zip = new ZipArchive(_stream, ZipArchiveMode.Create, leaveOpen: true);
    }

    public static TestWheel Valid() => new TestWheel()
        .Add("demo-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n")
        .Add("demo-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");

    public TestWheel Add(
        string name, string text, int mode = 0x81A4, CompressionLevel level = CompressionLevel.Optimal)
    {
        var entry = _zip.CreateEntry(name, level);
        entry.ExternalAttributes = mode << 16;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
        return this;
    }

    /// <summary>The file, once its bytes are changed.</summary>
    public string Write(Func<byte[], byte[]>? change = null)
    {
        _zip.Dispose();
        var path = _folder["demo-1.0-py3-none-any.whl"];
        File.WriteAllBytes(path, change is null ? _stream.ToArray() : change(_stream.ToArray()));
        return path;
    }

    public async Task<WheelArchive> OpenAsync(Func<byte[], byte[]>? change = null) =>
        await WheelArchive.OpenAsync(Write(change));

    public void Dispose()
    {
        _zip.Dispose();
        _stream.Dispose();
        _folder.Dispose();
    }
}
