using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Runs;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Judges;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Inbox;

/// <summary>Comparisons that people make.</summary>
public sealed class ComparisonTests
{
    private readonly People _people = new(WaitingSpecs.Plugins);

    [Fact]
    public async Task Compare_AllPairs_EndsTheRunWithVerdictsOfThePairsOwnOrder()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Comparison, 1);
        var request = await RequestAsync(run);

        for (var pair = 0; pair < 4; pair++)
        {
            // The same side of the pair, wherever it is shown.
            var shown = (await _people.Lab.Mediator.Send(new ShowPairs(run, query, "ana", pair))).Shown;
            var first = await ContentAsync(request.Pairs[pair].First);
            await _people.Lab.Mediator.Send(new ComparePair(run, query, pair, Same(shown.Left, first) ? Preference.Left : Preference.Right, "ana", 2));
        }

        (await _people.Lab.ExecuteAsync(run)).Status.ShouldBe(RunStatus.Completed);
        var result = (await ResultAsync(run)).Result;
        result.Pairs.ShouldAllBe(p => p.Verdict == Verdict.First && p.Votes.Count == 1);
        result.Pairs.Select(p => p.Votes[0].Swapped).Distinct().Count().ShouldBe(2, "with this seed both sides come up");
    }

    [Fact]
    public async Task ShowPairs_BeforeOnesAnswer_HasNoTraceOfWhichIsWhich()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Comparison, 1, "options.judge={name: human, options: {answersPerQuery: 2}}");
        await _people.Lab.Mediator.Send(new ComparePair(run, query, 1, Preference.Left, "ben", 3));

        var shown = await _people.Lab.Mediator.Send(new ShowPairs(run, query, "ana", 1));

        var text = JsonSerializer.Serialize(shown, EventJson.Options);
        foreach (var pair in (await RequestAsync(run)).Pairs)
        {
            text.ShouldNotContain(pair.First.Trajectory.Hash.ToString());
            text.ShouldNotContain(pair.Second.Trajectory.Hash.ToString());
        }

        foreach (var word in (string[])["reward", "policy", "expert", "uniform", "swapped", "seed", "ben", "start", "first"])
        {
            text.ShouldNotContain(word, Case.Insensitive);
        }

        shown.Shown.Missing.ShouldBe(1);
    }

    [Fact]
    public async Task ShowPairs_ToTwoAnnotators_ShowsTheSamePairsOnSidesOfTheirOwn()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Comparison, 1, "options.pairs=12");

        var same = 0;
        for (var pair = 0; pair < 12; pair++)
        {
            var (ana, ben) = ((await _people.Lab.Mediator.Send(new ShowPairs(run, query, "ana", pair))).Shown, (await _people.Lab.Mediator.Send(new ShowPairs(run, query, "ben", pair))).Shown);
            same += Same(ana.Left, ben.Left) ? 1 : 0;
            Same(ana.Left, ben.Left).ShouldBe(Same(ana.Right, ben.Right));
            (Same(ana.Left, ben.Left) || Same(ana.Left, ben.Right)).ShouldBeTrue();
        }

        same.ShouldBeInRange(1, 11);
    }

    [Fact]
    public async Task Compare_SeveralPeopleAPair_IsWhatMostSayAndKeepsEveryVote()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Comparison, 1, "options.pairs=1", "options.judge={name: human, options: {answersPerQuery: 3}}");

        await PreferAsync(run, query, "ana", Verdict.Second);
        await PreferAsync(run, query, "ben", Verdict.CannotCompare);
        var last = await PreferAsync(run, query, "eva", Verdict.Second);

        last.Answered.ShouldBe(1);
        var (result, e) = await ResultAsync(run);
        result.Pairs[0].Verdict.ShouldBe(Verdict.Second);
        result.Pairs[0].Votes.Select(v => v.Verdict).ShouldBe([Verdict.Second, Verdict.CannotCompare, Verdict.Second]);
        e.Author.ShouldBe("ana, ben, eva");
    }

    [Fact]
    public async Task Compare_TwiceByOnePerson_IsRefused()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Comparison, 1);
        await _people.Lab.Mediator.Send(new ComparePair(run, query, 2, Preference.Equal, "ana"));

        (await Should.ThrowAsync<InvalidInputException>(() => _people.Lab.Mediator.Send(new ComparePair(run, query, 2, Preference.Left, "ana")))).Message.ShouldContain("already");
        (await Should.ThrowAsync<InvalidInputException>(() => _people.Lab.Mediator.Send(new ComparePair(run, query, 4, Preference.Left, "ana")))).Message.ShouldContain("4 from 0 to 3");
        (await Should.ThrowAsync<InvalidInputException>(() => _people.Lab.Mediator.Send(new LabelState(run, query, 0, [1], "ana")))).Message.ShouldContain("comparison");
    }

    [Fact]
    public async Task Compare_ByTwoAtTheSameMoment_CountsBothAndGivesOneResult()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Comparison, 1, "options.judge={name: human, options: {answersPerQuery: 2}}");

        await Task.WhenAll(new[] { "ana", "ben" }.Select(async name =>
        {
            for (var pair = 0; pair < 4; pair++)
            {
                await _people.Lab.Mediator.Send(new ComparePair(run, query, pair, Preference.Left, name));
            }
        }));

        (await _people.Lab.ExecuteAsync(run)).Status.ShouldBe(RunStatus.Completed);
        (await ResultAsync(run)).Result.Pairs.ShouldAllBe(p => p.Votes.Count == 2);
    }

    [Fact]
    public async Task Skip_APair_LeavesItToOthersAndGoesOnToTheNext()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Comparison, 1);

        var left = await _people.Lab.Mediator.Send(new SkipState(run, query, 0, "both fell at once", "ana"));

        left.Yours.ShouldBe(3);
        var shown = await _people.Lab.Mediator.Send(new ShowPairs(run, query, "ana"));
        shown.Standings.ShouldBe([ItemStanding.Skipped, ItemStanding.Open, ItemStanding.Open, ItemStanding.Open]);
        shown.Shown.Pair.ShouldBe(1);
        (await _people.Lab.Mediator.Send(new ShowPairs(run, query, "ben"))).Shown.Pair.ShouldBe(0);
        (await Should.ThrowAsync<InvalidInputException>(() => _people.Lab.Mediator.Send(new SkipState(run, query, 1, " ", "ana")))).Message.ShouldContain("why the pair");
    }

    [Fact]
    public async Task Run_WhosePairsExceedTheBudget_IsRefusedBeforeAnybodyIsAsked()
    {
        var result = await _people.Lab.RunAsync(WaitingSpecs.Comparison, "budgets.expertQueries=3");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("asks for 4 of the budget 'expertQueries', of which 0 of 3 are spent");
    }

    [Fact]
    public async Task Ledger_OfARunWithPeople_TellsWhatWasAskedAnsweredAndSpent()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Comparison, 1, "budgets.expertQueries=6");
        await _people.Lab.Mediator.Send(new ComparePair(run, query, 0, Preference.Left, "ana", 2));
        await _people.Lab.Mediator.Send(new ComparePair(run, query, 1, Preference.Left, "ana", 8));
        await _people.Lab.Mediator.Send(new ComparePair(run, query, 2, Preference.Left, "ben", 4));
        await _people.Lab.Mediator.Send(new SkipState(run, query, 3, "cannot tell", "ben"));

        var ledger = await _people.Lab.Mediator.Send(new ShowLedger(run));

        (ledger.Limit, ledger.Asked, ledger.Answered, ledger.Seconds, ledger.MedianSeconds).ShouldBe((6, 4, 3, 14, 4));
        ledger.People.ShouldBe([new AnnotatorLedger("ana", 2, 0, 5), new AnnotatorLedger("ben", 1, 1, 4)]);
    }

    private async Task<OpenQuery> PreferAsync(RunId run, CallId query, string name, Verdict verdict)
    {
        var shown = (await _people.Lab.Mediator.Send(new ShowPairs(run, query, name))).Shown;
        var isFirstLeft = Same(shown.Left, await ContentAsync((await RequestAsync(run)).Pairs[shown.Pair].First));
        var preference = verdict switch
        {
            Verdict.First => isFirstLeft ? Preference.Left : Preference.Right,
            Verdict.Second => isFirstLeft ? Preference.Right : Preference.Left,
            Verdict.Equal => Preference.Equal,
            _ => Preference.CannotCompare,
        };
        return await _people.Lab.Mediator.Send(new ComparePair(run, query, shown.Pair, preference, name));
    }

    private async Task<CompareRequest> RequestAsync(RunId run) =>
        EventJson.Deserialize<CompareRequest>((await _people.Lab.EventsAsync(run)).Single(e => e.Type == "comparisons-requested.v1").Data.Span);

    private async Task<(Comparisons Result, RecordedEvent Event)> ResultAsync(RunId run)
    {
        var e = (await _people.Lab.EventsAsync(run)).Single(e => e.Type == "comparisons-recorded.v1");
        return (EventJson.Deserialize<EffectOutcome<Comparisons>>(e.Data.Span).Result, e);
    }

    private async Task<TrajectoryFragment> ContentAsync(Fragment fragment) =>
        new(Trajectory.FromBytes((await _people.Blobs.GetAsync(fragment.Trajectory.Hash))!.Value), fragment.Start, fragment.Length);

    private static bool Same(ShownFragment shown, ShownFragment other) => shown.Observations[0].SequenceEqual(other.Observations[0]);

    private static bool Same(ShownFragment shown, TrajectoryFragment content) =>
        Enumerable.Range(0, content.Length).All(i => content.Observation(i).SequenceEqual(shown.Observations[i]) && content.Action(i).SequenceEqual(shown.Actions[i]));
}
