using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using MediatR;

namespace AlignmentLab.Core.Replay;

internal sealed class ReplayRunHandler(
    IEventStore store, RunReader runs, LabArtifacts artifacts, AlgorithmRunner algorithms, ChainVerifier chains, EffectReplay effects, ForkPrefix forks, PrefixComparison prefixes) : IRequestHandler<ReplayRun, ReplayReport>
{
    public async Task<ReplayReport> Handle(ReplayRun request, CancellationToken cancellationToken)
    {
        var submitted = await runs.SubmittedAsync(request.Run, cancellationToken);
        var broken = await chains.VerifyStreamAsync(request.Run.Stream, [], cancellationToken);
        var history = await runs.HistoryAsync(request.Run, cancellationToken);
        var report = new ReplayReport(request.Run, request.Level, history.Count, null, null, null, history.Ending is not null);
        if (broken.Broken is [var fault, ..])
        {
            return report with { Divergence = new ReplayDivergence(fault.Version ?? 0, "an unbroken hash chain", fault.Reason) };
        }

        if (submitted.Parent is { } parent)
        {
            var (compared, divergence) = await prefixes.CompareAsync(request.Run, parent, cancellationToken);
            report = report with { Parent = new ReplayedParent(parent.Run, compared), Divergence = divergence };
        }

        return report.Divergence is null && request.Level > ReplayLevel.Log ? await AgainAsync(request, submitted, history, report, cancellationToken) : report;
    }

    private async Task<ReplayReport> AgainAsync(ReplayRun request, RunSubmitted submitted, RunHistory history, ReplayReport report, CancellationToken cancellationToken)
    {
        algorithms.CheckVersion(submitted);
        var definition = await runs.DefinitionAsync(request.Run, cancellationToken);
        var prefix = await forks.ReadAsync(definition, cancellationToken);
        var (decisions, divergence) = await DecideAgainAsync(definition, prefix, history, cancellationToken);
        report = report with { Decisions = decisions, Divergence = divergence };
        return request.Level >= ReplayLevel.Effects && divergence is null
            ? await effects.RepeatAsync(request, history, prefix, report, cancellationToken)
            : report;
    }

    private async Task<(int Decisions, ReplayDivergence? Divergence)> DecideAgainAsync(
        RunDefinition definition, RunPrefix prefix, RunHistory history, CancellationToken cancellationToken)
    {
        var payloads = new EventPayloads(store, definition.Run.Stream);
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
            return (session.AskedCount, diverged.Divergence);
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
        var completed = history.Ending == "run-completed.v1";
        return (session.AskedCount, (left.Record.First.Type, completed) switch
        {
            (not null, _) => ReplayDivergence.Of(await payloads.EventAsync(left.Record.First.Version), "nothing: the algorithm ended without asking for it"),
            (null, false) when history.Ending is not null => ReplayDivergence.Of(await payloads.EventAsync(history.Version), "the algorithm came to its end"),
            _ => null,
        });
    }

    // An algorithm that threw then must throw the same now.
    private static async Task<ReplayDivergence?> FailedAsync(Exception error, RunHistory history, EventPayloads payloads)
    {
        if (history.Ending == "run-failed.v1" && (await payloads.ReadAsync<Runs.RunFailed>(history.Version)).Reason.Contains(error.Message, StringComparison.Ordinal))
        {
            return null;
        }

        var actual = $"the algorithm threw {error.GetType().Name}: {error.Message}";
        return history.Ending is null
            ? new ReplayDivergence(history.Version, "no failure", actual)
            : ReplayDivergence.Of(await payloads.EventAsync(history.Version), actual);
    }
}
