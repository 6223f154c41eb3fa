using AlignmentLab.Algorithms;
using AlignmentLab.Core.Projections;
using AlignmentLab.Errors;
using Microsoft.AspNetCore.Components;

namespace AlignmentLab.Dashboard.Sessions;

/// <summary>A page that draws itself again when the lab changes, at most some times a second.</summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _left = new();
    private Task _watching = Task.CompletedTask;
    private Task _arriving = Task.CompletedTask;
    private long _seen;
    private RunId? _subject;

    [Inject]
    public LabView Lab { get; set; } = default!;

    [Inject]
    public TeamSession Session { get; set; } = default!;

    [Inject]
    public NavigationManager Navigation { get; set; } = default!;

    /// <summary>What went wrong with the last action, for people; null where nothing did.</summary>
    protected string? Fault { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Left => _left.Token;

    /// <summary>The run whose changes alone matter here; null: everything's.</summary>
    protected virtual RunId? Subject => null;

    /// <summary>Reads again what does not stand in the view of the lab.</summary>
    protected virtual Task ChangedAsync() => Task.CompletedTask;

    public override Task SetParametersAsync(ParameterView parameters)
    {
        _seen = Lab.Changes;
        return _arriving = base.SetParametersAsync(parameters);
    }

    /// <summary>Does something that can fail, and shows why if it does.</summary>
    protected async Task TryAsync(Func<Task> action)
    {
        try
        {
            Fault = null;
            await action();
        }
        catch (AlignmentLabException error)
        {
            Fault = error.Message;
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender || _subject != Subject)
        {
            _subject = Subject;
            _watching = Task.WhenAll(_watching, WatchAsync(_subject));
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _watching;
        _left.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task WatchAsync(RunId? subject)
    {
        try
        {
            await foreach (var _ in Lab.ChangesAsync(subject, _seen, Pace, _left.Token))
            {
                if (subject != Subject)
                {
                    return;
                }

                await InvokeAsync(async () =>
                {
                    // What is being read for the first time is not read beside itself a second time.
                    await _arriving;
                    await TryAsync(ChangedAsync);
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
        }
    }
}
