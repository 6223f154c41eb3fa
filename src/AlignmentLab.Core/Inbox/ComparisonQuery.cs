using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Judges;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Events;
using AlignmentLab.Judges;

namespace AlignmentLab.Core.Inbox;

/// <summary>Pairs of fragments that wait for a comparison.</summary>
internal sealed record ComparisonQuery(RunId Run, ulong Seed, RecordedEvent Asked, CompareRequest Request, QueryFold Answers)
    : PendingQuery(Run, Seed, Asked, Answers)
{
    public override QueryKind Kind => QueryKind.Comparison;

    public override Type Effect => typeof(CompareRequest);

    public override string Noun => "pair";

    public override string Environment => Request.Environment.Name;

    public override int AnswersPerItem { get; } = JudgeAnswers.Of(Request.Judge);

    public override IReadOnlyList<int> Items { get; } = [.. Enumerable.Range(0, Request.Pairs.Count)];

    /// <summary>Whether an annotator is shown the second fragment on the left.</summary>
    public bool IsSwapped(int pair, string annotator) => ShownOrder.IsSwapped(Seed, Call, pair, annotator);

    public override Task<object> OutcomeAsync(LabArtifacts artifacts, CancellationToken cancellationToken) =>
        Task.FromResult<object>(new EffectOutcome<Comparisons>(new Comparisons([.. Items.Select(Verdict)])));

    private PairVerdict Verdict(int pair)
    {
        var said = Counting<PairCompared>(pair).ToList();
        return new PairVerdict(Most(said.Select(s => s.Verdict)), [.. said.Select(s => new ComparisonVote(s.Verdict, s.Swapped))]);
    }
}

/// <summary>How many people a human judge is.</summary>
internal static class JudgeAnswers
{
    public static int Of(JudgeRef judge) => ((HumanJudgeOptions)OptionsJson.Read(judge.Options, typeof(HumanJudgeOptions), "judge human")).AnswersPerQuery;
}
