using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Questions;

namespace AlignmentLab.Amplification.FactoredCognition;

/// <summary>
/// Factored cognition: a question is answered by people (or a script) who each see a small part of the work. Ought 2018, "Factored
/// Cognition"; it is what Christiano, Shlegeris and Amodei 2018 ("Supervising strong learners by amplifying weak experts", section
/// 2) call Amplify, with the answerer in the place of both the expert and the model.
/// <list type="number">
/// <item>Ask the question: it is answered, or split up into subquestions.</item>
/// <item>Answer each subquestion in the same way, in a branch of its own, at the same time as its siblings.</item>
/// <item>Ask the question again with the answers to its subquestions beside it, for a text.</item>
/// </list>
/// </summary>
/// <remarks>
/// Deviations: one round of subquestions a question, where the paper's expert may ask further ones after it has read answers; no
/// model is trained on what is recorded. The budget is divided among subquestions beforehand rather than shared, since what one of
/// them may spend must not depend on how fast the others are answered.
/// </remarks>
public sealed class FactoredAnswer : IAlgorithm<FactoredAnswerOptions>
{
    public async Task RunAsync(FactoredAnswerOptions o, IRunContext run)
    {
        var node = new Node(o.Question, [.. o.Passages.Select(p => new Passage(p))], [], o.Depth, o.MostQueries);
        var solved = await SolveAsync(o, run, node);
        await run.NoteAsync($"Answer: {solved.Text}");
        await run.MeasureAsync("queries", solved.Queries, unit: "queries");
        await run.MeasureAsync("subquestions", solved.Subquestions, unit: "questions");
        await run.MeasureAsync("depth", solved.Depth, unit: "levels");
    }

    private static async Task<Solved> SolveAsync(FactoredAnswerOptions o, IRunContext run, Node node)
    {
        // 1. One query for the question, one to put answers together, and one at least for a subquestion.
        var most = node.Depth == 0 ? 0 : Math.Min(o.MostSubquestions, node.Queries - 2);
        var question = new Question(node.Question, most > 0 ? new DecomposableForm(most) : new TextForm(), node.Passages, o.ShowAncestors && node.Ancestors.Count > 0 ? node.Ancestors : null);
        var asked = await run.AskAsync(o.Answerer, question);
        if (asked.Answer is not Subquestions { Questions: var subquestions })
        {
            return new Solved(TextOf(asked), 1, 0, 0);
        }

        // 2.
        var parts = await Task.WhenAll(subquestions.Select((text, i) => SolveAsync(o, run.Branch($"q{i + 1}"), node.Below(text, i, subquestions.Count))));

        // 3.
        var together = question with
        {
            Form = new TextForm(),
            Passages = [.. node.Passages, .. subquestions.Zip(parts, (text, part) => new Passage(part.Text, text))],
        };
        return new Solved(
            TextOf(await run.AskAsync(o.Answerer, together)),
            2 + parts.Sum(p => p.Queries),
            subquestions.Count + parts.Sum(p => p.Subquestions),
            1 + parts.Max(p => p.Depth));
    }

    private static string TextOf(Answered answered) => ((WrittenText)answered.Answer).Text;

    /// <summary>A question with what it may spend.</summary>
    /// <param name="Ancestors">The questions above it, the first one first.</param>
    /// <param name="Depth">Levels that may lie below it.</param>
    /// <param name="Queries">Queries that it and everything below it may take.</param>
    private sealed record Node(string Question, IReadOnlyList<Passage> Passages, IReadOnlyList<string> Ancestors, int Depth, int Queries)
    {
        /// <summary>The subquestion at a place, which gets an even share of what is left; the first ones get the remainder.</summary>
        public Node Below(string question, int place, int count)
        {
            var (share, remainder) = Math.DivRem(Queries - 2, count);
            return new Node(question, [], [.. Ancestors, Question], Depth - 1, share + (place < remainder ? 1 : 0));
        }
    }

    private sealed record Solved(string Text, int Queries, int Subquestions, int Depth);
}
