using System.IO.MemoryMappedFiles;

namespace EnvBuild.Fuzzing;

/// <summary>
/// Keeps the input that is being tried in a mapped file: it is there when the process has died of it, as it does of a
/// stack that overflows. Ends the process when an input takes so long that it may never end.
/// </summary>
internal sealed class InputRecorder : IDisposable
{
    private const int Capacity = 1 << 21;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Timer _watch;
    private long _number;
    private long _seen;

    /// <param name="path">Absolute path of the file: four bytes of length, then the input.</param>
    public InputRecorder(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Capacity);
        _view = _file.CreateViewAccessor();
        _watch = new Timer(_ => Watch(), null, Hang, Hang);
    }

    /// <summary>Keeps an input in place of the last one.</summary>
    public void Record(byte[] input)
    {
        Interlocked.Increment(ref _number);
        var length = Math.Min(input.Length, Capacity - sizeof(int));
        _view.Write(0, length);
        _view.WriteArray(sizeof(int), input, 0, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch.Dispose();
        _view.Dispose();
        _file.Dispose();
    }

    private void Watch()
    {
        var number = Interlocked.Read(ref _number);
        if (number == _seen && number > 0)
        {
            Environment.FailFast("An input hangs; the recorder's file holds it.");
        }

        _seen = number;
    }
}
