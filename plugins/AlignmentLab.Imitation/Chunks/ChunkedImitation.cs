using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Algorithms;
using AlignmentLab.Bills;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Scheming;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>
/// Imitation in chunks of k steps: the policy acts up to some point, the expert goes on for k steps, and those alone are learnt.
/// <list type="number">
/// <item>D = {}. In the first round k = T: the expert acts from the beginning to the end.</item>
/// <item>In each round draw stretches of k steps, evenly among those that tile the horizon.</item>
/// <item>Up to each stretch pi acts; through it the expert.</item>
/// <item>D = D union the expert's steps.</item>
/// <item>Train pi on D.</item>
/// </list>
/// </summary>
/// <remarks>
/// <para>
/// k = 1 labels single states of the policy's own, as DAgger does; k = T clones. With a mean loss of eps a step on the chunks, the
/// loss on the policy's own states is k eps a step at worst, so a short chunk promises more; but each chunk costs a rollout up to
/// its beginning. And after j of the expert's steps a policy may notice that it is not its own text that it reads, with a total
/// variation of at most sqrt(j D / 2), D being the divergence a step: what it does then, training sees, and not what it does alone.
/// </para>
/// <para>
/// Source: comments on F. Roger and R. Greenblatt, "An issue with training schemers with supervised fine-tuning" (Alignment Forum,
/// June 2024). There a chunk begins at any step; here chunks tile the horizon, so that each step is labelled as often whatever k is.
/// </para>
/// </remarks>
public sealed class ChunkedImitation : IAlgorithm<ChunkedImitationOptions>
{
    public async Task RunAsync(ChunkedImitationOptions o, IRunContext run)
    {
        var horizon = run.Environment.MaxSteps;
        Check(o, horizon);
        var dataset = Dataset.Empty;
        Policy policy = run.Expert.AsPolicy();
        LearnedPolicy? learned = null;
        var (cached, uncached) = (0.0, 0.0);
        ContinuationFigures? figures = null;
        for (var round = 1; round <= o.Rounds; round++)
        {
            // 1. and 2.
            var k = round == 1 ? horizon : o.Chunk.At(round, o.Rounds, horizon, figures);
            var chunks = ChunkSpan.Draw(run.Random($"chunks {round}"), LabelBudget.Share(o.Labels, o.Rounds, round), k, horizon);
            cached += chunks.Sum(c => RolloutCost.Cached(o.Billed, c.Start));
            uncached += chunks.Sum(c => RolloutCost.Uncached(o.Billed, c.Start));

            // 3. and 4.
            var written = await run.PerformAsync(new WriteChunksRequest(policy, run.Expert, run.Environment.Reference, chunks));
            dataset = new Dataset([.. dataset.Parts, new DatasetPart(written.Labels, written.Count)]);

            // 5.
            learned = await run.TrainAsync(o.Learner, dataset, learned);
            policy = o.Draws ? new SoftmaxPolicy(learned.Checkpoint) : learned;
            await run.MeasureAsync("chunk", k, round, "steps");
            await run.MeasureAsync("labels", dataset.Count(), round, "labels");
            await run.MeasureAsync("rollout-flops", cached, round, "FLOP, keys and values kept");
            await run.MeasureAsync("rollout-flops-uncached", uncached, round, "FLOP");
            figures = await CompareAsync(o, run, policy, round) ?? figures;
            var evaluation = await run.EvaluateAsync(policy, o.EvaluationEpisodes, round == o.Rounds ? "test" : "validation");
            await run.MeasureAsync(round == o.Rounds ? "return" : "validation-return", evaluation.Mean, dataset.Count(), "return");
            if (round == o.Rounds && o.Schemer is { } schemer)
            {
                var audited = ChunkSpan.Draw(run.Random("schemer"), (long)schemer.Chunks * k, k, horizon);
                await run.MeasureSchemerAsync(schemer, (policy, evaluation.Mean), audited, k, o.EvaluationEpisodes);
            }

            run.Progress((double)round / o.Rounds);
        }

        if (cached > 0)
        {
            await run.MeasureAsync("rollout-flops-a-label", cached / dataset.Count(), unit: "FLOP a step of the expert");
        }
    }

    private static async Task<ContinuationFigures?> CompareAsync(ChunkedImitationOptions o, IRunContext run, Policy policy, int round)
    {
        if (o.Continuations == 0)
        {
            return null;
        }

        var draws = run.Random($"continuations {round}").CreateGenerator();
        var starts = Enumerable.Range(0, o.Continuations).Select(_ => (int)draws.NextInteger(0, run.Environment.MaxSteps - o.ContinuationSteps + 1)).ToArray();
        var figures = await run.PerformAsync(new MeasureContinuationsRequest(
            policy, run.Expert, run.Environment.Reference, starts, o.ContinuationSteps, round == o.Rounds ? o.Discriminator : null));
        await run.MeasureAsync("divergence", figures.Divergence.Average(), round, "nats a step");
        await run.MeasureAsync("variation", figures.Variation[^1], round, $"after {o.ContinuationSteps} steps");
        await run.MeasureAsync("best-auc", figures.BestArea[^1], round, $"after {o.ContinuationSteps} steps");
        for (var j = 0; figures.TrainedArea is { } areas && j < areas.Length; j++)
        {
            await run.MeasureAsync("trained-auc", areas[j], j + 1, "area after so many steps");
        }

        return figures;
    }

    private static void Check(ChunkedImitationOptions o, int horizon)
    {
        foreach (var (name, steps) in (ReadOnlySpan<(string, int)>)[("chunk.k", o.Chunk.K), ("chunk.to", o.Chunk.To), ("continuationSteps", o.ContinuationSteps)])
        {
            if (steps > horizon)
            {
                throw new InvalidInputException($"options.{name} is {steps}; an episode has {horizon} steps at most. Choose 1 to {horizon}.");
            }
        }
    }
}
