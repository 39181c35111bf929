using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;

namespace EnvBuild.Docker.Containers;

/// <summary>Follows what a container prints.</summary>
internal static class ContainerOutput
{
    private const int BufferSize = 16 * 1024;

    public static async Task FollowAsync(
        DockerClient client, string container, OutputTail tail, IReporter reporter, CancellationToken cancellationToken)
    {
        var lines = new Dictionary<MultiplexedStream.TargetStream, (Decoder Decoder, OutputLines Lines)>();
        void Emit(string line)
        {
            tail.Add(line);
            reporter.Detail(line);
        }

        using var logs = await client.Containers.GetContainerLogsAsync(
            container,
            new ContainerLogsParameters { Follow = true, ShowStdout = true, ShowStderr = true },
            cancellationToken).ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        var text = new char[BufferSize];
        while (true)
        {
            var read = await logs.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
            if (read.EOF)
            {
                break;
            }

            // A character may be split between two reads of the same stream.
            if (!lines.TryGetValue(read.Target, out var state))
            {
                state = (Encoding.UTF8.GetDecoder(), new OutputLines(Emit));
                lines.Add(read.Target, state);
            }

            var count = state.Decoder.GetChars(buffer.AsSpan(0, read.Count), text, flush: false);
            state.Lines.Add(new string(text, 0, count));
        }

        foreach (var (_, state) in lines)
        {
            state.Lines.Finish();
        }
    }
}
