using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization.Choices;
using AlignmentLab.PolicyOptimization.Episodes;
using AlignmentLab.PolicyOptimization.Planning;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.ExpertIteration;

/// <summary>
/// Expert iteration (Anthony, Tian and Barber 2017, algorithm 1): what a policy finds by searching, it learns to do without.
/// <list type="number">
/// <item>For each iteration: let an expert improve on the apprentice, by the best of n of its rollouts or by planning near it.</item>
/// <item>Collect what the expert does in the states that it comes to.</item>
/// <item>Let the apprentice imitate it.</item>
/// </list>
/// </summary>
/// <remarks>
/// Deviations: the expert is a choice among whole rollouts or an exact plan in place of a tree search, and there is no value
/// network. The states are the expert's own. The apprentice draws from the softmax of what it learned; so searches stay varied until imitation is sure.
/// </remarks>
public sealed class ExpertIteration : IAlgorithm<ExpertIterationOptions>
{
    public async Task RunAsync(ExpertIterationOptions o, IRunContext run)
    {
        if (run.Environment.ActionSpace is not DiscreteSpace)
        {
            throw new InvalidInputException($"Expert iteration needs discrete actions; those of {run.Environment.Reference.Name} are not.");
        }

        var (reward, apprentice, learned) = (RewardChoice.Of(o.Reward), o.Start.In(run), (LearnedPolicy?)null);
        var dataset = Dataset.Empty;
        await run.RecordAsync(apprentice, o.RecordedRollouts);
        for (var i = 1; i <= o.Iterations; i++)
        {
            // 1. and 2.
            var found = await SearchAsync(o, run, apprentice, reward);
            await run.MeasureAsync("found-return", found.BestReturn, i, "return");
            if (o.Improve == Improvement.Rollouts)
            {
                await run.MeasureAsync("learning-return", found.Return, i, "return");
            }

            // 3.
            dataset = new Dataset([.. o.Aggregate ? dataset.Parts : [], found.AsDataset()]);
            learned = await run.TrainAsync(o.Learner, dataset, learned);
            apprentice = new SoftmaxPolicy(learned.Checkpoint);
            await run.RecordAsync(apprentice, o.RecordedRollouts);
            run.Progress((double)i / o.Iterations);
        }

        var evaluation = await run.EvaluateAsync(apprentice, o.EvaluationEpisodes, "test");
        await run.MeasureAsync("return", evaluation.Mean, unit: "return");
        var greedy = await run.EvaluateAsync(learned!, o.EvaluationEpisodes, "test");
        await run.MeasureAsync("greedy-return", greedy.Mean, unit: "return");
    }

    private static async Task<SearchedRollouts> SearchAsync(ExpertIterationOptions o, IRunContext run, Policy apprentice, RewardSource reward)
    {
        if (o.Improve == Improvement.Rollouts)
        {
            return await run.PerformAsync(new SearchRolloutsRequest(run.Environment.Reference, apprentice, reward, o.Starts, o.Rollouts));
        }

        var plan = await run.PerformAsync(new PlanRequest(run.Environment.Reference, reward, apprentice, o.Rule));
        return await run.PerformAsync(new SearchRolloutsRequest(run.Environment.Reference, plan.AsPolicy(), reward, o.Starts, 1));
    }
}
