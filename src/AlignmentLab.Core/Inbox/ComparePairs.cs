using AlignmentLab.Algorithms;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Trajectories;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Judges;
using AlignmentLab.Trajectories;
using MediatR;

namespace AlignmentLab.Core.Inbox;

/// <summary>
/// A comparison as one annotator is to see it: fragments without a word on where they come from, the sides drawn anew for each
/// annotator and pair, neither rewards nor what others said before the annotator has answered.
/// </summary>
/// <param name="Asker">Who is to answer.</param>
/// <param name="Pair">The pair whose fragments to show; null: the first that waits for the annotator, or else the first.</param>
public sealed record ShowPairs(RunId Run, CallId Query, string Asker, int? Pair = null) : IRequest<ShownPairs>, IAsked;

/// <param name="AnswersPerPair">How many people are to answer each pair.</param>
/// <param name="Standings">How each pair stands for the annotator.</param>
/// <param name="Shown">One of them, to look at.</param>
public sealed record ShownPairs(OpenQuery Query, Space ActionSpace, int AnswersPerPair, IReadOnlyList<ItemStanding> Standings, ShownPair Shown);

/// <param name="Pair">Its index.</param>
/// <param name="Missing">How many answers it still wants.</param>
/// <param name="Own">What the annotator answered; null: nothing yet.</param>
/// <param name="Others">What others answered, by the annotator's sides; empty as long as the annotator has not answered.</param>
/// <param name="HasSkipped">The annotator has left it to others once.</param>
public sealed record ShownPair(
    int Pair, ShownFragment Left, ShownFragment Right, ItemStanding Standing, int Missing, Preference? Own, IReadOnlyList<GivenPreference> Others, bool HasSkipped);

/// <summary>What a policy saw and did over some steps.</summary>
/// <param name="Observations">One a step, and the one that the last step ended in.</param>
/// <param name="Actions">One a step.</param>
public sealed record ShownFragment(IReadOnlyList<double[]> Observations, IReadOnlyList<double[]> Actions);

/// <summary>What an annotator says of the two sides.</summary>
public enum Preference
{
    Left,
    Right,
    Equal,
    CannotCompare,
}

/// <param name="Author">Who answered.</param>
public sealed record GivenPreference(string Author, Preference Preference);

/// <summary>Answers a pair. Returns once it is stored; with the last one missing, the run has its verdicts.</summary>
/// <param name="Preference">By the sides that <see cref="ShowPairs"/> shows the author.</param>
/// <exception cref="InvalidInputException">Nothing waits there, or the author has answered this pair.</exception>
public sealed record ComparePair(RunId Run, CallId Query, int Pair, Preference Preference, string Author, double? Seconds = null) : IRequest<OpenQuery>, IAuthored;

internal sealed class ComparePairsHandlers(PendingQueries pending, AnswerDesk desk, LabArtifacts artifacts, Runs.History.RunReader runs)
    : IRequestHandler<ShowPairs, ShownPairs>, IRequestHandler<ComparePair, OpenQuery>
{
    public async Task<ShownPairs> Handle(ShowPairs request, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync<ComparisonQuery>(request.Run, request.Query, cancellationToken);
        ItemStanding[] standings = [.. query.Items.Select(i => query.StandingOf(i, request.Asker))];
        var pair = request.Pair ?? Math.Max(0, Array.IndexOf(standings, ItemStanding.Open));
        query.MustAsk(pair);
        return new ShownPairs(
            query.Summary(request.Asker), runs.Create(query.Request.Environment).ActionSpace, query.AnswersPerItem, standings,
            await ShownAsync(query, pair, request.Asker, cancellationToken));
    }

    public async Task<OpenQuery> Handle(ComparePair request, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync<ComparisonQuery>(request.Run, request.Query, cancellationToken);
        var swapped = query.IsSwapped(request.Pair, request.Author);
        var shown = request.Preference switch
        {
            Preference.Left => Verdict.First,
            Preference.Right => Verdict.Second,
            Preference.Equal => Verdict.Equal,
            _ => Verdict.CannotCompare,
        };
        return await desk.AnswerAsync(
            query, new PairCompared(query.Call, request.Pair, swapped ? shown.Swapped() : shown, swapped, request.Seconds), request.Author, cancellationToken);
    }

    private async Task<ShownPair> ShownAsync(ComparisonQuery query, int pair, string annotator, CancellationToken cancellationToken)
    {
        var swapped = query.IsSwapped(pair, annotator);
        var (first, second) = (query.Request.Pairs[pair].First, query.Request.Pairs[pair].Second);
        var said = query.Answers.Answers(query.Call, pair);
        var own = said.FirstOrDefault(s => s.Author == annotator);
        return new ShownPair(
            pair,
            await FragmentAsync(swapped ? second : first, cancellationToken),
            await FragmentAsync(swapped ? first : second, cancellationToken),
            query.StandingOf(pair, annotator),
            query.Missing(pair),
            own is null ? null : Sided(own, swapped),
            own is null ? [] : [.. said.Where(s => s != own).Select(s => new GivenPreference(s.Author, Sided(s, swapped)))],
            query.Answers.Skips(query.Call, pair).Any(s => s.Author == annotator));
    }

    private async Task<ShownFragment> FragmentAsync(Fragment named, CancellationToken cancellationToken)
    {
        var fragment = await Fragments.ReadAsync(artifacts, named, cancellationToken);
        return new ShownFragment(
            [.. Enumerable.Range(0, fragment.Length + 1).Select(i => fragment.Observation(i).ToArray())],
            [.. Enumerable.Range(0, fragment.Length).Select(i => fragment.Action(i).ToArray())]);
    }

    // Somebody else's verdict on the sides that this annotator sees.
    private static Preference Sided(Said said, bool swapped)
    {
        var verdict = ((PairCompared)said.Answer).Verdict;
        return (swapped ? verdict.Swapped() : verdict) switch
        {
            Verdict.First => Preference.Left,
            Verdict.Second => Preference.Right,
            Verdict.Equal => Preference.Equal,
            _ => Preference.CannotCompare,
        };
    }
}
