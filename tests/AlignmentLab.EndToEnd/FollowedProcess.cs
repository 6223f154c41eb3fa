using System.Diagnostics;

namespace AlignmentLab.EndToEnd;

/// <summary>A process whose lines a test waits for while it works.</summary>
internal sealed class FollowedProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly List<(Func<string, bool> IsIt, TaskCompletionSource<string> Seen)> _awaited = [];
    private readonly Lock _gate = new();

    public FollowedProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data, _output);
        process.ErrorDataReceived += (_, line) => Take(line.Data, _errors);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The first line, on either stream, that the predicate holds for.</summary>
    /// <exception cref="InvalidOperationException">The process ended without one.</exception>
    public async Task<string> LineAsync(Func<string, bool> isIt)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_output.Concat(_errors).FirstOrDefault(isIt) is { } line)
            {
                return line;
            }

            _awaited.Add((isIt, seen));
        }

        return await Task.WhenAny(seen.Task, _process.WaitForExitAsync()) == seen.Task
            ? await seen.Task
            : throw new InvalidOperationException($"The process ended without that line. It said:\n{string.Join('\n', _output.Concat(_errors))}");
    }

    /// <summary>Sends a signal by its name, such as <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<Finished> EndAsync()
    {
        await _process.WaitForExitAsync();
        return new Finished(_process.ExitCode, string.Join('\n', _output), string.Join('\n', _errors));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Take(string? line, List<string> lines)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            lines.Add(line);
            foreach (var awaited in _awaited.Where(a => a.IsIt(line)).ToList())
            {
                _awaited.Remove(awaited);
                awaited.Seen.TrySetResult(line);
            }
        }
    }
}
