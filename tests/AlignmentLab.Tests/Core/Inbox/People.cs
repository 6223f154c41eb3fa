using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Runs;
using AlignmentLab.Events;
using AlignmentLab.Questions;
using Autofac;

namespace AlignmentLab.Tests.Core.Inbox;

/// <summary>A lab whose runs wait for people, and people who answer.</summary>
internal sealed class People(params Module[] plugins)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public InMemoryEventStore Store { get; } = new(TimeProvider.System);

    public InMemoryBlobStore Blobs { get; } = new();

    public InMemoryRunLeases Leases { get; } = new();

    /// <summary>A process's view of the lab.</summary>
    public TestLab Lab => new(Store, Blobs, Leases, plugins);

    /// <summary>A process whose store takes so many appends and then dies.</summary>
    public TestLab Dying(int appends) => new(new DyingStore(Store, appends), Blobs, Leases, plugins);

    /// <summary>A run that was laid down when it waited for a number of queries, with the first of them.</summary>
    public async Task<(RunId Run, CallId Query)> WaitingAsync(string spec, int queries, params string[] settings)
    {
        var run = await Lab.SubmitAsync(spec, settings);
        using var interrupt = new CancellationTokenSource();
        var running = Lab.ExecuteAsync(run, interrupt.Token);
        using var hung = new CancellationTokenSource(Patience);
        await foreach (var _ in Store.SubscribeStreamAsync(run.Stream, -1, hung.Token))
        {
            if ((await Lab.Mediator.Send(new ListQueries(run), hung.Token)).Count == queries)
            {
                break;
            }
        }

        await interrupt.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        return (run, (await Lab.Mediator.Send(new ListQueries(run)))[0].Query);
    }

    /// <summary>Executes a run while somebody answers whatever it asks; null where the process died of it.</summary>
    public async Task<RunResult?> ExecuteAsync(TestLab lab, RunId run, string name)
    {
        using var end = new CancellationTokenSource(Patience);
        var running = lab.ExecuteAsync(run, end.Token);
        var answering = AnswerAsync(lab, run, name, end.Token);
        var first = await Task.WhenAny(running, answering);
        if (first.IsFaulted)
        {
            await end.CancelAsync();
        }

        try
        {
            return await running;
        }
        catch (Exception error) when (error is Errors.EnvironmentFailureException or OperationCanceledException && first.IsFaulted)
        {
            return null;
        }
        finally
        {
            await end.CancelAsync();
            await answering.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Answers everything that waits.</summary>
    public static async Task AnswerAllAsync(TestLab lab, RunId run, string name)
    {
        foreach (var open in await lab.Mediator.Send(new ListQueries(run)))
        {
            try
            {
                await (open.Kind switch
                {
                    QueryKind.Label => LabelAsync(lab, run, open, name),
                    QueryKind.Comparison => CompareAsync(lab, run, open, name),
                    _ => AnswerAsync(lab, run, open, name),
                });
            }
            catch (Errors.InvalidInputException)
            {
                // The run has taken the answers that were there already, and the query is closed.
            }
        }
    }

    private static async Task LabelAsync(TestLab lab, RunId run, OpenQuery open, string name)
    {
        foreach (var state in (await lab.Mediator.Send(new ShowQuery(run, open.Query, name))).States)
        {
            await lab.Mediator.Send(new LabelState(run, open.Query, state.State, [state.State % 2], name));
        }
    }

    private static async Task CompareAsync(TestLab lab, RunId run, OpenQuery open, string name)
    {
        var standings = (await lab.Mediator.Send(new ShowPairs(run, open.Query, name))).Standings;
        foreach (var (pair, _) in standings.Index().Where(s => s.Item == ItemStanding.Open))
        {
            await lab.Mediator.Send(new ComparePair(run, open.Query, pair, (Preference)(pair % 4), name));
        }
    }

    private async Task AnswerAsync(TestLab lab, RunId run, string name, CancellationToken end)
    {
        await foreach (var e in Store.SubscribeStreamAsync(run.Stream, -1, end))
        {
            if (e.Type.Contains("-requested.", StringComparison.Ordinal))
            {
                await AnswerAllAsync(lab, run, name);
            }
        }
    }

    private static async Task AnswerAsync(TestLab lab, RunId run, OpenQuery open, string name)
    {
        var shown = await lab.Mediator.Send(new ShowQuestion(run, open.Query, name));
        if (shown.Standing != ItemStanding.Open)
        {
            return;
        }

        Answer answer = shown.Question switch
        {
            { Form: ChoiceForm } => new ChosenOption(1),
            { Form: DecomposableForm } => new Subquestions(["What is the first half?", "What is the second half?"]),
            _ => new WrittenText($"an answer to '{shown.Question.Text}'"),
        };
        await lab.Mediator.Send(new AnswerQuestion(run, open.Query, answer, name));
    }
}
