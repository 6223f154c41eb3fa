namespace AlignmentLab.Learning.Kernels;

/// <summary>Work in parts that touch different outputs, so that how many there are cannot change a result.</summary>
internal interface IParallelWork
{
    void Run(int part, int parts);
}

/// <summary>One part's range of some length, cut at multiples of a grain.</summary>
internal static class Share
{
    public static (int From, int To) Of(int length, int grain, int part, int parts)
    {
        var grains = (length + grain - 1) / grain;
        return (Cut(part), Cut(part + 1));
        int Cut(int index) => (int)Math.Min(length, (long)grains * index / parts * grain);
    }
}

/// <summary>The threads of one training job: the caller's and some that wait for it between pieces of work.</summary>
internal sealed class WorkCrew : IDisposable
{
    /// <summary>Elements below which another thread costs more than it saves.</summary>
    private const int WorthSplitting = 1 << 16;

    private readonly Thread[] _others;
    private readonly Barrier _start;
    private readonly Barrier _end;
    private Action<int>? _work;

    /// <param name="size">Threads in all, 1 or more; with 1 everything runs on the caller's.</param>
    public WorkCrew(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        _start = new Barrier(size);
        _end = new Barrier(size);
        _others = [.. Enumerable.Range(1, size - 1).Select(Start)];
    }

    public int Size { get; }

    /// <summary>Runs every part and returns when all are done. Work must not throw.</summary>
    public void Run<TWork>(TWork work)
        where TWork : struct, IParallelWork
    {
        if (Size == 1)
        {
            work.Run(0, 1);
            return;
        }

        _work = part => work.Run(part, Size);
        _start.SignalAndWait();
        work.Run(0, Size);
        _end.SignalAndWait();
    }

    /// <summary>Runs an elementwise kernel over indices 0 to <paramref name="length"/> - 1.</summary>
    public void RunElements<TKernel>(TKernel kernel, int length)
        where TKernel : struct, IElementwiseKernel
    {
        if (Size == 1 || length < WorthSplitting)
        {
            Elementwise.Run(kernel, 0, length);
        }
        else
        {
            Run(new Elements<TKernel>(kernel, length));
        }
    }

    public void Dispose()
    {
        _work = null;
        if (Size > 1)
        {
            _start.SignalAndWait();
        }

        Array.ForEach(_others, thread => thread.Join());
        _start.Dispose();
        _end.Dispose();
    }

    private Thread Start(int part)
    {
        var thread = new Thread(() => Serve(part)) { IsBackground = true, Name = $"learning {part}" };
        thread.Start();
        return thread;
    }

    private void Serve(int part)
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_work is not { } work)
            {
                return;
            }

            work(part);
            _end.SignalAndWait();
        }
    }

    private readonly struct Elements<TKernel>(TKernel kernel, int length) : IParallelWork
        where TKernel : struct, IElementwiseKernel
    {
        public void Run(int part, int parts)
        {
            var (from, to) = Share.Of(length, 64, part, parts);
            Elementwise.Run(kernel, from, to);
        }
    }
}
