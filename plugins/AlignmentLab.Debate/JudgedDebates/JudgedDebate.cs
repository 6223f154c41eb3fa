using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Numerics;
using AlignmentLab.Questions;
using AlignmentLab.Randomness;

namespace AlignmentLab.Debate.JudgedDebates;

/// <summary>
/// How often judges find the correct one of two positions, and whether debate helps them: the protocol of Irving, Christiano and
/// Amodei 2018 ("AI safety via debate"), measured as Michael et al. 2023 ("Debate Helps Supervise Unreliable Experts") and Khan et
/// al. 2024 ("Debating with More Persuasive LLMs Leads to More Truthful Answers") do, on transcripts given in the spec.
/// <list type="number">
/// <item>Each question gets its condition: debate, consultancy for a position drawn at random, or no arguments.</item>
/// <item>A judge reads question, positions and transcript, and chooses. The positions' order is drawn for each judge.</item>
/// <item>Accuracy for each condition, with its 95% interval (Wilson).</item>
/// <item>How often the position shown first is chosen: one half where judges do not mind the order.</item>
/// </list>
/// </summary>
/// <remarks>
/// Deviations: transcripts are static, so that judges cannot question debaters, and nobody is trained to debate. Judges choose, and do
/// not give probabilities. Where several people judge one question, each counts; the interval takes them for independent.
/// </remarks>
public sealed class JudgedDebate : IAlgorithm<JudgedDebateOptions>
{
    public async Task RunAsync(JudgedDebateOptions o, IRunContext run)
    {
        // 1.
        var sessions = Sessions(o, run.Random("conditions").CreateGenerator());

        // 2. All at once: whoever has time takes the next.
        var answers = await run.PerformAllAsync([.. sessions.Select(s => (Effect<Answered>)new AskRequest(o.Judge, s.AsQuestion()))]);
        var votes = sessions.Zip(answers, (session, answered) => (Session: session, answered.Votes)).SelectMany(s => s.Votes.Select(vote => (s.Session, Vote: vote))).ToList();

        // 3.
        foreach (var condition in o.Conditions)
        {
            var judged = votes.Where(v => v.Session.Condition == condition).ToList();
            await MeasureShareAsync(run, $"accuracy-{JsonNamingPolicy.KebabCaseLower.ConvertName(condition.ToString())}", judged.Count(v => v.Session.IsCorrect(v.Vote)), judged.Count);
        }

        // 4.
        await MeasureShareAsync(run, "chosen-when-first", votes.Count(v => v.Vote.ShownAt() == 0), votes.Count);
        await run.MeasureAsync("judgements", votes.Count, unit: "judgements");
    }

    private static List<Session> Sessions(JudgedDebateOptions o, Pcg64 draws)
    {
        var sessions = new List<Session>();
        var places = draws.Permutation(o.Questions.Count);
        foreach (var (i, question) in o.Questions.Index())
        {
            foreach (var condition in o.Design == DebateDesign.Crossed ? o.Conditions : [o.Conditions[places[i] % o.Conditions.Count]])
            {
                sessions.Add(new Session(question, condition, condition == DebateCondition.Consultancy ? (int)draws.NextInteger(1, 3) : null));
            }
        }

        return sessions;
    }

    private static async Task MeasureShareAsync(IRunContext run, string name, int hits, int count)
    {
        if (count == 0)
        {
            await run.NoteAsync($"No {name}: no question was put that way.");
            return;
        }

        var interval = WilsonInterval.Of(hits, count);
        await run.MeasureAsync(name, interval.Share, unit: "share of judgements");
        await run.MeasureAsync($"{name}-low", interval.Low, unit: "95% interval");
        await run.MeasureAsync($"{name}-high", interval.High, unit: "95% interval");
    }

    /// <summary>A question under a condition.</summary>
    /// <param name="Advised">In a consultancy, the position that is argued for.</param>
    private sealed record Session(DebateQuestion Question, DebateCondition Condition, int? Advised)
    {
        public Question AsQuestion() => new(
            Question.Question,
            new ChoiceForm(Question.Positions),
            [.. Question.Arguments.Where(Reads).Select(a => new Passage(a.Text, ArguesFor: a.For - 1, Turn: a.Turn))]);

        public bool IsCorrect(AnswerVote vote) => vote.Answer is ChosenOption { Option: var option } && option == Question.Correct - 1;

        private bool Reads(DebateArgument argument) => Condition switch
        {
            DebateCondition.NoArguments => false,
            DebateCondition.Consultancy => argument.For == Advised,
            _ => true,
        };
    }
}
