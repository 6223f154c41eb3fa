using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Cancel;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Find;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.Pause;

public sealed class PauseRunTests
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryRunLeases _leases = new();

    [Fact]
    public async Task Pause_RunThatAProcessWorksOn_IsLaidDownAndGoesOnToTheSameDigest()
    {
        var gate = new Gate();
        await using var lab = Lab(gate);
        var run = await lab.SubmitAsync(EchoModule.Spec);
        var work = lab.ExecuteAsync(run);
        await gate.Reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        (await lab.Mediator.Send(new PauseRun(run, "the reward looks wrong", "ann"))).ShouldBe(RunStatus.Running);
        var paused = await work;

        paused.Status.ShouldBe(RunStatus.Paused);
        paused.Reason.ShouldBe("by ann: the reward looks wrong");
        (await OperationsAsync(run)).Last(e => e.Type == "run-paused.v1").Author.ShouldBe("ann");

        gate.Opened.SetResult();
        var resumed = await ResumeAsync(lab, run);

        resumed.Status.ShouldBe(RunStatus.Completed);
        await using var other = TestLab.Fresh(new EchoModule());
        resumed.Digest.ShouldBe((await other.RunAsync(EchoModule.Spec)).Digest);
    }

    [Fact]
    public async Task Pause_RunThatNobodyWorksOn_IsPausedUntilItIsTakenUp()
    {
        await using var lab = Lab();
        var run = await lab.SubmitAsync(EchoModule.Spec);

        (await lab.Mediator.Send(new PauseRun(run, "later", "ann"))).ShouldBe(RunStatus.Paused);

        (await StatusAsync(lab, run)).ShouldBe(RunStatus.Paused);
        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new PauseRun(run, "again", "ann")))).Message.ShouldContain("paused already");
        (await ResumeAsync(lab, run)).Status.ShouldBe(RunStatus.Completed);
        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new PauseRun(run, "too late", "ann")))).Message.ShouldContain("has ended");
    }

    [Fact]
    public async Task Execute_RunPausedAfterItWasAskedFor_IsPassedOver()
    {
        await using var lab = Lab();
        var run = await lab.SubmitAsync(EchoModule.Spec);
        var asked = await lab.Mediator.Send(new FindLogEnd());
        await lab.Mediator.Send(new PauseRun(run, "later", "ann"));

        (await lab.ExecuteAsync(run)).Reason.ShouldBe("by ann: later");
        (await lab.Mediator.Send(new ExecuteRun(run, "bob", asked))).Status.ShouldBe(RunStatus.Paused);

        (await OperationsAsync(run)).Select(e => e.Type).ShouldBe(["pause-requested.v1", "run-paused.v1"], "nobody took it up");
        (await ResumeAsync(lab, run)).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Execute_PauseAskedForWhileItIsTakenUp_IsLaidDown()
    {
        await using var lab = Lab();
        var run = await lab.SubmitAsync(EchoModule.Spec);
        await _store.AppendOperationAsync(run, new PauseRequested("later"), TimeProvider.System, author: "ann");

        (await lab.ExecuteAsync(run)).Status.ShouldBe(RunStatus.Paused);

        (await OperationsAsync(run)).Select(e => (e.Type, e.Author)).ShouldBe([("pause-requested.v1", "ann"), ("run-paused.v1", "ann")]);
    }

    [Fact]
    public async Task Execute_LaunchAskedForAfterThePause_GoesOn()
    {
        await using var lab = Lab();
        var run = await lab.SubmitAsync(EchoModule.Spec);
        await lab.Mediator.Send(new PauseRun(run, "later", "ann"));
        await _store.AppendOperationAsync(run, new LaunchRequested(), TimeProvider.System, author: "ann");

        (await lab.ExecuteAsync(run)).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Cancel_PausedRun_EndsIt()
    {
        await using var lab = Lab();
        var run = await lab.SubmitAsync(EchoModule.Spec);
        await lab.Mediator.Send(new PauseRun(run, "later", "ann"));

        (await lab.Mediator.Send(new CancelRun(run, "enough", "ann"))).ShouldBe(RunStatus.Cancelled);

        (await StatusAsync(lab, run)).ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task View_PausedRun_SaysWhoAndWhyUntilItGoesOn()
    {
        await using var lab = Lab();
        await using var view = new LabView(_store, _leases, lab.Plugins, TimeProvider.System);
        var run = await lab.SubmitAsync(EchoModule.Spec);
        await lab.Mediator.Send(new PauseRun(run, "later", "ann"));
        await TakeAllAsync(view);

        view.Run(run)!.Status.ShouldBe(RunStatus.Paused);
        view.Run(run)!.Reason.ShouldBe("by ann: later");

        await ResumeAsync(lab, run);
        await TakeAllAsync(view, view.Standing.Position + 1);
        view.Run(run)!.Status.ShouldBe(RunStatus.Completed);
        view.Run(run)!.Reason.ShouldBeNull();
    }

    private static async Task<RunResult> ResumeAsync(TestLab lab, RunId run) =>
        await lab.Mediator.Send(new ExecuteRun(run, "ann", await lab.Mediator.Send(new FindLogEnd())));

    private TestLab Lab(EchoFaults? faults = null) => new(_store, new InMemoryBlobStore(), _leases, faults is null ? new EchoModule() : new EchoModule(faults));

    private async Task TakeAllAsync(LabView view, long from = 1)
    {
        await foreach (var e in _store.ReadAllAsync(ReadDirection.Forwards, from, EventFilter.All))
        {
            view.Add(e);
        }
    }

    private async Task<List<RecordedEvent>> OperationsAsync(RunId run) =>
        await _store.ReadStreamAsync(run.OperationsStream, ReadDirection.Forwards, 0).ToListAsync();

    private static async Task<RunStatus> StatusAsync(TestLab lab, RunId run) => (await lab.Mediator.Send(new ShowRun(run))).Result.Status;

    /// <summary>Holds the first echo until it is opened.</summary>
    private sealed class Gate : EchoFaults
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task BeforeAsync(string text, CancellationToken cancellationToken)
        {
            Reached.TrySetResult();
            await Opened.Task.WaitAsync(cancellationToken);
        }
    }
}
