using AlignmentLab.Algorithms;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Inbox;

/// <summary>
/// A request that waits for people: some parts of one kind, each to be answered by as many people as the run wants. A kind says
/// what its parts are, what an answer may be and what result the answers make; asking, storing and ending are the same for all.
/// </summary>
internal abstract record PendingQuery(RunId Run, ulong Seed, RecordedEvent Asked, QueryFold Answers)
{
    public CallId Call => Asked.Call!.Value;

    public abstract QueryKind Kind { get; }

    /// <summary>The effect of the run that asks, whose result the answers make; null: what they make goes to the stream that they were asked for on.</summary>
    public abstract Type? Effect { get; }

    /// <summary>The incident that asks; null: the run itself does.</summary>
    public virtual IncidentId? Incident => null;

    /// <summary>What one part is called in messages, such as <c>state</c>.</summary>
    public abstract string Noun { get; }

    /// <summary>The parts asked about, ascending; one at least.</summary>
    public abstract IReadOnlyList<int> Items { get; }

    /// <summary>How many people are to answer each part.</summary>
    public abstract int AnswersPerItem { get; }

    public abstract string Environment { get; }

    public virtual string? Question => null;

    public bool IsComplete => Items.All(IsAnswered);

    /// <summary>The event of somebody who leaves a part to others.</summary>
    public virtual object Skipped(int item, string reason) => new ItemSkipped(Call, item, reason);

    /// <summary>What the answers of a complete query make: the outcome of the effect that asked, or a stored event.</summary>
    public abstract Task<object> OutcomeAsync(LabArtifacts artifacts, CancellationToken cancellationToken);

    public bool IsAnswered(int item) => Answers.Answers(Call, item).Count >= AnswersPerItem;

    public ItemStanding StandingOf(int item, string annotator)
    {
        var said = Answers.Answers(Call, item);
        return said.Any(a => a.Author == annotator) ? ItemStanding.Answered
            : said.Count >= AnswersPerItem ? ItemStanding.Full
            : Answers.Skips(Call, item).Any(s => s.Author == annotator) ? ItemStanding.Skipped
            : ItemStanding.Open;
    }

    /// <summary>How many answers a part still wants.</summary>
    public int Missing(int item) => Math.Max(0, AnswersPerItem - Answers.Answers(Call, item).Count);

    public OpenQuery Summary(string? annotator = null) => new(
        Run, Call, Asked.RecordedAt, Environment, Items.Count, Items.Count(IsAnswered), Kind, Question,
        annotator is null ? null : Items.Count(i => StandingOf(i, annotator) == ItemStanding.Open), Incident?.Value);

    /// <exception cref="InvalidInputException">The query does not ask about this part.</exception>
    public void MustAsk(int item)
    {
        if (!Items.Contains(item))
        {
            throw new InvalidInputException(
                $"{Call} of {Run} does not ask about {Noun} {item}, but about {(Items.Count == 1 ? $"{Noun} {Items[0]}" : $"{Items.Count} from {Items[0]} to {Items[^1]}")}.");
        }
    }

    /// <summary>The answers that count, of one part of a complete query.</summary>
    protected IEnumerable<T> Counting<T>(int item)
        where T : IQueryAnswer => Answers.Answers(Call, item).Take(AnswersPerItem).Select(a => a.Answer).Cast<T>();

    /// <summary>What most say; of equals, what was said first.</summary>
    protected static T Most<T>(IEnumerable<T> said) => said.GroupBy(s => s).MaxBy(g => g.Count())!.First();
}

/// <summary>How a part of a query stands for one person.</summary>
public enum ItemStanding
{
    /// <summary>It waits for this person.</summary>
    Open,

    /// <summary>This person has answered it.</summary>
    Answered,

    /// <summary>This person has left it to others, who have not given all answers yet.</summary>
    Skipped,

    /// <summary>Others have given all the answers that it wants.</summary>
    Full,
}
