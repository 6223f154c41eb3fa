using AlignmentLab.Algorithms;
using AlignmentLab.Core.Projections;
using Microsoft.AspNetCore.Components;

namespace AlignmentLab.Dashboard.Sessions;

/// <summary>A page about the run that its address names.</summary>
public abstract class RunPageBase : LivePage
{
    private const long LongRun = 100_000;

    [Parameter]
    public string Name { get; set; } = "";

    protected RunId RunId => new(Name);

    /// <summary>Null: the lab has no such run.</summary>
    protected RunView? Run { get; private set; }

    /// <summary>The page is about to be sent for the first time, and its run is so long that reading it would hold that up.</summary>
    protected bool ReadsLater => !RendererInfo.IsInteractive && Run is { Events: > LongRun };

    protected override RunId? Subject => RunId;

    protected override Task OnParametersSetAsync()
    {
        Run = Lab.Run(RunId);
        return Run is null ? Task.CompletedTask : TryAsync(ArrivedAsync);
    }

    protected override Task ChangedAsync()
    {
        Run = Lab.Run(RunId);
        return Task.CompletedTask;
    }

    /// <summary>Reads what the page shows beside the view of the run.</summary>
    protected virtual Task ArrivedAsync() => Task.CompletedTask;
}
