using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace EnvBuild.Python.Wheels.Tests;

[TestClass]
public sealed class WheelArchiveTests
{
    [TestMethod]
    public async Task Members_are_read_stored_and_deflated()
    {
        using var wheel = new TestWheel()
            .Add("a.txt", new string('a', 5000))
            .Add("ü/b.sh", "stored", 0x81ED, CompressionLevel.NoCompression);
        using var archive = await wheel.OpenAsync();

        Assert.AreEqual(new string('a', 5000), await ReadAsync(archive, "a.txt"));
        Assert.AreEqual("stored", await ReadAsync(archive, "ü/b.sh"));
        Assert.IsTrue(archive.Find("ü/b.sh")!.IsExecutable);
        Assert.IsFalse(archive.Find("a.txt")!.IsExecutable);
    }

    [TestMethod]
    public async Task Raw_data_is_the_deflate_stream()
    {
        using var wheel = new TestWheel().Add("a.txt", new string('a', 5000));
        using var archive = await wheel.OpenAsync();
        await using var raw = archive.OpenRaw(archive.Members[0]);
        await using var inflated = new DeflateStream(raw, CompressionMode.Decompress);
        using var reader = new StreamReader(inflated);

        Assert.AreEqual(new string('a', 5000), await reader.ReadToEndAsync());
    }

    [TestMethod]
    public async Task Data_before_the_zip_is_skipped()
    {
        using var wheel = new TestWheel().Add("a.txt", "text");
        using var archive = await wheel.OpenAsync(bytes => [.. "#!/bin/sh\n"u8, .. bytes]);

        Assert.AreEqual("text", await ReadAsync(archive, "a.txt"));
    }

    [TestMethod]
    public async Task Zip64_values_are_read()
    {
        using var wheel = new TestWheel().Add("a.txt", "text", level: CompressionLevel.NoCompression);
        using var archive = await wheel.OpenAsync(ZipBytes.ToZip64);

        Assert.AreEqual("text", await ReadAsync(archive, "a.txt"));
    }

    [TestMethod]
    [DataRow("../a", "climbs out")]
    [DataRow("a/../../b", "climbs out")]
    [DataRow("/etc/passwd", "absolute")]
    [DataRow("a\\b", "backslash")]
    [DataRow("a//b", "empty part")]
    [DataRow("a/.wh.b", "deletion")]
    public async Task Unsafe_names_are_refused(string name, string reason)
    {
        using var wheel = new TestWheel().Add(name, "text");

        await RefusedAsync(wheel, reason);
    }

    [TestMethod]
    public async Task Names_that_are_there_twice_are_refused()
    {
        using var wheel = new TestWheel().Add("a.txt", "1").Add("a.txt", "2");

        await RefusedAsync(wheel, "is there twice");
    }

    [TestMethod]
    public async Task Links_are_refused()
    {
        using var wheel = new TestWheel().Add("a", "/etc/passwd", 0xA1FF);

        await RefusedAsync(wheel, "symbolic link");
    }

    [TestMethod]
    [DataRow(8, 1, "is encrypted")]
    [DataRow(10, 12, "method 12")]
    public async Task Other_ways_to_pack_are_refused(int field, int value, string reason)
    {
        using var wheel = new TestWheel().Add("a", "text");

        await RefusedAsync(wheel, reason, bytes => ZipBytes.ChangeEntry(
            bytes, entry => BinaryPrimitives.WriteUInt16LittleEndian(entry[field..], (ushort)value)));
    }

    [TestMethod]
    public async Task Sizes_that_cannot_be_are_refused()
    {
        using var wheel = new TestWheel().Add("a", "text");

        await RefusedAsync(wheel, "cannot hold", bytes => ZipBytes.ChangeEntry(
            bytes, entry => BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], 1_000_000)));
    }

    [TestMethod]
    public async Task Members_that_overlap_are_refused()
    {
        using var wheel = new TestWheel().Add("a", new string('a', 5000)).Add("b", "text");

        await RefusedAsync(wheel, "truncated", bytes => ZipBytes.ChangeEntry(
            bytes, entry => BinaryPrimitives.WriteUInt32LittleEndian(entry[20..], 1_000)));
        using var second = new TestWheel().Add("a", new string('a', 5000)).Add("b", "text");
        await RefusedAsync(second, "overlaps 'a'", bytes => ZipBytes.ChangeEntry(
            bytes,
            entry => BinaryPrimitives.WriteUInt32LittleEndian(
                entry[20..], BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]) + 8)));
    }

    [TestMethod]
    public async Task Wheels_that_end_early_are_refused()
    {
        using var wheel = new TestWheel().Add("a", "text");

        await RefusedAsync(wheel, "truncated", bytes => bytes[..^5]);
        using var second = new TestWheel().Add("a", "text");
        await RefusedAsync(second, "truncated", bytes => bytes[20..]);
    }

    [TestMethod]
    public async Task Bombs_stop_at_the_size_they_declare()
    {
        using var wheel = new TestWheel().Add("a", new string('a', 1_000_000));
        using var archive = await wheel.OpenAsync(bytes => ZipBytes.ChangeEntry(
            bytes, entry => BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], 100)));

        var failure = await Assert.ThrowsExactlyAsync<WheelException>(() => ReadAsync(archive, "a"));
        Assert.AreEqual("unpacks to more than the 100 bytes it declares", failure.Reason);
    }

    [TestMethod]
    public async Task Wheels_that_unpack_to_too_much_are_refused()
    {
        using var wheel = new TestWheel().Add("a", new string('a', 1000));
        var path = wheel.Write();

        var failure = await Assert.ThrowsExactlyAsync<WheelException>(
            () => WheelArchive.OpenAsync(path, new WheelArchiveOptions(MaximumSize: 999)));
        StringAssert.Contains(failure.Message, "more than 999 bytes");
    }

    [TestMethod]
    public async Task Data_that_differs_is_refused()
    {
        using var wheel = new TestWheel().Add("a", "text", level: CompressionLevel.NoCompression);
        using var archive = await wheel.OpenAsync(bytes => ZipBytes.ChangeEntry(
            bytes, entry => BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], 1)));

        var failure = await Assert.ThrowsExactlyAsync<WheelException>(() => ReadAsync(archive, "a"));
        Assert.AreEqual("Wheel 'demo-1.0-py3-none-any.whl': member 'a' does not have its CRC-32", failure.Message);
    }

    private static async Task RefusedAsync(TestWheel wheel, string reason, Func<byte[], byte[]>? change = null)
    {
        var failure = await Assert.ThrowsExactlyAsync<WheelException>(() => wheel.OpenAsync(change));
        StringAssert.Contains(failure.Message, reason);
    }

    private static async Task<string> ReadAsync(WheelArchive archive, string name)
    {
        using var reader = new StreamReader(archive.OpenRead(archive.Find(name)!), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
