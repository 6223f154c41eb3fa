using AlignmentLab.Algorithms;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using MediatR;

namespace AlignmentLab.Core.Replay;

internal sealed class ReplayRunHandler(
    IEventStore store, RunReader runs, LabArtifacts artifacts, AlgorithmRunner algorithms, ChainVerifier chains, OldEvents old, EffectReplay jobs, ForkPrefix forks, PrefixComparison prefixes, IPluginCatalog catalog,
    TimeProvider time)
    : IRequestHandler<ReplayRun, ReplayReport>
{
    public async Task<ReplayReport> Handle(ReplayRun request, CancellationToken cancellationToken)
    {
        var report = await ReplayAsync(request, cancellationToken);
        if (request.Author is { } author)
        {
            await store.AppendOperationAsync(
                request.Run, new RunReplayed(report.Level, report.Identical, request.Sample), time, author: author, cancellationToken: cancellationToken);
        }

        return report;
    }

    private async Task<ReplayReport> ReplayAsync(ReplayRun request, CancellationToken cancellationToken)
    {
        var submitted = await runs.SubmittedAsync(request.Run, cancellationToken);
        var chain = await chains.VerifyStreamAsync(request.Run.Stream, [], cancellationToken);
        if (chain.Run is not { } events)
        {
            var fault = chain.Broken[0];
            var held = await runs.HistoryAsync(request.Run, cancellationToken);
            return new ReplayReport(
                request.Run, request.Level, held.Count, null, null, new ReplayDivergence(fault.Version ?? 0, "an unbroken hash chain", fault.Reason), held.Ending is not null);
        }

        var effects = (int?)events.Effects ?? (await runs.HistoryAsync(request.Run, cancellationToken)).Count;
        var report = new ReplayReport(request.Run, request.Level, effects, null, null, null, events.Ending is not null)
        {
            Divergence = await old.FirstUnreadableAsync(request.Run.Stream, events.Types, cancellationToken),
        };
        if (report.Divergence is null && submitted.Parent is { } parent)
        {
            var (compared, divergence) = await prefixes.CompareAsync(request.Run, parent, cancellationToken);
            report = report with { Parent = new ReplayedParent(parent.Run, compared), Divergence = divergence };
        }

        if (report.Divergence is null && request.Level > ReplayLevel.Log)
        {
            report = await AgainAsync(request, submitted, report, cancellationToken);
        }

        // Last, since what it says is that the events differ from something, and not where.
        return report.Divergence is null && events.Contradiction is { } contradiction
            ? report with { Divergence = new ReplayDivergence(events.Version, "an ending that says of the run what its events do", contradiction) }
            : report;
    }

    private async Task<ReplayReport> AgainAsync(ReplayRun request, RunSubmitted submitted, ReplayReport report, CancellationToken cancellationToken)
    {
        var history = await runs.HistoryAsync(request.Run, cancellationToken);
        algorithms.CheckVersion(submitted);
        var definition = await runs.DefinitionAsync(request.Run, cancellationToken);
        var prefix = await forks.ReadAsync(definition, cancellationToken);
        var (decisions, divergence) = await DecideAgainAsync(definition, prefix, history, cancellationToken);
        report = report with { Decisions = decisions, Divergence = divergence };
        return request.Level >= ReplayLevel.Effects && divergence is null
            ? await jobs.RepeatAsync(request, history, prefix, report, cancellationToken)
            : report;
    }

    private async Task<(int Decisions, ReplayDivergence? Divergence)> DecideAgainAsync(
        RunDefinition definition, RunPrefix prefix, RunHistory history, CancellationToken cancellationToken)
    {
        var payloads = new EventPayloads(store, definition.Run.Stream, catalog.Upcasters);
        var frontier = new ReplayFrontier(history);
        using var stop = new CancellationTokenSource();
        await using var register = cancellationToken.Register(stop.Cancel);
        var session = new RunSession(definition, prefix, history, payloads, frontier, artifacts, stop.Token);
        try
        {
            // A run that was stopped from outside may wait for ever where it was stopped; the frontier ends it there.
            await Task.Run(() => algorithms.InvokeAsync(definition, session), CancellationToken.None).WaitAsync(definition.Submitted.Jobs.Silence, cancellationToken);
        }
        catch (ReplayDivergenceException diverged)
        {
            return (session.AskedCount, await IsHowItFailedAsync(diverged.Divergence, history, payloads) ? null : diverged.Divergence);
        }
        catch (HistoryEndedException)
        {
            return (session.AskedCount, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            return (session.AskedCount, await FailedAsync(error, history, payloads));
        }

        var left = session.NotAsked().FirstOrDefault();
        var completed = history.Ending == RunStatus.Completed;
        return (session.AskedCount, (left.Record.First.Type, completed) switch
        {
            (not null, _) => ReplayDivergence.Of(await payloads.EventAsync(left.Record.First.Version), "nothing: the algorithm ended without asking for it"),
            (null, false) when history.Ending is not null => ReplayDivergence.Of(await payloads.EventAsync(history.Version), "the algorithm came to its end"),
            _ => null,
        });
    }

    // A fork whose swap changes the course inside the part that it took over failed for that, and must part there again.
    private static async Task<bool> IsHowItFailedAsync(ReplayDivergence divergence, RunHistory history, EventPayloads payloads) =>
        history.Ending == RunStatus.Failed && (await payloads.ReadAsync<RunFailed>(history.Version)).Reason is var reason
        && reason.Contains(divergence.Expected, StringComparison.Ordinal) && reason.Contains(divergence.Actual, StringComparison.Ordinal);

    // An algorithm that threw then must throw the same now.
    private static async Task<ReplayDivergence?> FailedAsync(Exception error, RunHistory history, EventPayloads payloads)
    {
        if (history.Ending == RunStatus.Failed && (await payloads.ReadAsync<RunFailed>(history.Version)).Reason.Contains(error.Message, StringComparison.Ordinal))
        {
            return null;
        }

        var actual = $"the algorithm threw {error.GetType().Name}: {error.Message}";
        return history.Ending is null
            ? new ReplayDivergence(history.Version, "no failure", actual)
            : ReplayDivergence.Of(await payloads.EventAsync(history.Version), actual);
    }
}
