using System.Text;

namespace EnvBuild.Testing;

/// <summary>Text that one task writes while another may read what there is so far.</summary>
internal sealed class CapturedText
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();

    public async Task ReadFromAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            lock (_gate)
            {
                _ = _text.Append(buffer, 0, count);
            }
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return _text.ToString();
        }
    }
}
