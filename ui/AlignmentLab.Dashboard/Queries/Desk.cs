using AlignmentLab.Core.Inbox;
using AlignmentLab.Dashboard.Sessions;
using AlignmentLab.Errors;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AlignmentLab.Dashboard.Queries;

/// <summary>Where one person answers one query. A page gives it the query and its keys; a kind of query is one of these.</summary>
public abstract class Desk : ComponentBase
{
    private Task _reading = Task.CompletedTask;
    private (OpenQuery Query, int Version)? _read;
    private long _shownAt;

    [Inject]
    public TeamSession Session { get; set; } = default!;

    [Inject]
    public TimeProvider Time { get; set; } = default!;

    [Parameter, EditorRequired]
    public OpenQuery Query { get; set; } = default!;

    /// <summary>Who answers.</summary>
    [Parameter, EditorRequired]
    public string Annotator { get; set; } = "";

    /// <summary>Another one than before: somebody has answered something, and the query is to be read again.</summary>
    [Parameter]
    public int Version { get; set; }

    /// <summary>An answer or a skip has been stored.</summary>
    [Parameter, EditorRequired]
    public EventCallback<Given> Given { get; set; }

    /// <summary>The desk wants the keys back from whatever had the focus.</summary>
    [Parameter, EditorRequired]
    public EventCallback WantsKeys { get; set; }

    /// <summary>An answer is on its way.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>Why the last answer was not taken, or the query cannot be shown.</summary>
    protected string? Refused { get; set; }

    /// <summary>The person is about to leave a part to others.</summary>
    protected bool IsSkipping { get; set; }

    /// <summary>How long the part shown has been looked at.</summary>
    protected double Seconds => Math.Round(Time.GetElapsedTime(_shownAt).TotalSeconds, 1);

    /// <summary>Takes a key that went to no field.</summary>
    public abstract Task KeyAsync(KeyboardEventArgs key);

    /// <summary>Reads the query as it stands now; in turn.</summary>
    /// <param name="isAnother">It is not the query that was shown before.</param>
    protected abstract Task ReadAsync(bool isAnother);

    protected override async Task OnParametersSetAsync()
    {
        var isAnother = _read is not { Query: var before } || before.Run != Query.Run || before.Query != Query.Query;
        if (isAnother || _read!.Value.Version != Version)
        {
            _read = (Query, Version);
            await TryAsync(() => InTurnAsync(() => ReadAsync(isAnother)));
        }
    }

    /// <summary>
    /// Reads something, after what is being read already: an answer of somebody else's may come while this person goes on to the
    /// next part, and the older reading must not be shown over the newer.
    /// </summary>
    protected Task InTurnAsync(Func<Task> read)
    {
        return _reading = AfterAsync(_reading);

        async Task AfterAsync(Task before)
        {
            // Whoever began it has its failure.
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await read();
        }
    }

    /// <summary>Something else is shown: the clock begins anew, and keys come here.</summary>
    protected Task ShowAsync(bool wantsKeys = true)
    {
        (_shownAt, Refused, IsSkipping) = (Time.GetTimestamp(), null, false);
        return wantsKeys ? WantsKeys.InvokeAsync() : Task.CompletedTask;
    }

    /// <summary>Sends an answer. One at a time: what comes while one is on its way was meant for something that has not been seen yet.</summary>
    /// <param name="what">What is saved then, such as <c>State 3</c>.</param>
    /// <returns>Whether it is stored.</returns>
    protected async Task<bool> GiveAsync(IRequest<OpenQuery> request, string what)
    {
        if (IsBusy)
        {
            return false;
        }

        try
        {
            (IsBusy, Refused) = (true, null);

            // Not cancelled by leaving the page: the last answer and the result made of it belong together.
            var open = await Session.SendAsync(request, CancellationToken.None);
            if (open.Answered < open.States)
            {
                await InTurnAsync(() => ReadAsync(isAnother: false));
            }

            await Given.InvokeAsync(new Given(open, what));
            return true;
        }
        catch (AlignmentLabException error)
        {
            Refused = error.Message;
            return false;
        }
        finally
        {
            IsBusy = false;
        }
    }

    protected Task LeaveSkipAsync()
    {
        IsSkipping = false;
        return WantsKeys.InvokeAsync();
    }

    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (AlignmentLabException error)
        {
            Refused = error.Message;
        }
    }
}

/// <summary>What has been stored, and how the query stands after it.</summary>
/// <param name="What">Such as <c>State 3</c>.</param>
public sealed record Given(OpenQuery Query, string What);
