using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.CompoundingError;

/// <summary>
/// How many mistakes a policy makes over a horizon T when it errs with probability epsilon a step on the states that it was
/// trained on. To be run on the copy chain, where the answer is known in closed form.
/// <list type="number">
/// <item>Clone the expert from demonstrations.</item>
/// <item>For on-policy training: let the learner act, have its states labelled, aggregate, train again.</item>
/// <item>epsilon: injected, or measured as the learner's disagreement with the expert on fresh states of the training distribution.</item>
/// <item>Count the mistakes over T steps, and put the bound's value beside them.</item>
/// </list>
/// </summary>
/// <remarks>
/// Cloning: T/2 - (1 - (1 - 2 epsilon)^(T + 1)) / (4 epsilon) + 1/2 (Kaariainen 2006, after Ross, Gordon and Bagnell 2011,
/// footnote 1), which grows as T^2 epsilon / 2 until it saturates. On-policy training: T epsilon. Where epsilon is measured,
/// so is the value of the form at it; the two are then compared run by run.
/// </remarks>
public sealed class CompoundingErrorStudy : IAlgorithm<CompoundingErrorOptions>
{
    public async Task RunAsync(CompoundingErrorOptions o, IRunContext run)
    {
        if (run.Environment.Reference.Name != "CopyChain")
        {
            throw new InvalidInputException($"compounding-error counts mistakes by the return, which only CopyChain's is; the environment is {run.Environment.Reference.Name}.");
        }

        // 1.
        var dataset = Dataset.Empty.Aggregate(await run.LabelAsync(await run.RolloutsAsync(run.Expert.AsPolicy(), o.Demonstrations)));
        Policy trained = await run.TrainAsync(o.Learner, dataset);

        // 2.
        for (var round = 1; round <= o.OnPolicyRounds; round++)
        {
            var visited = await run.RolloutsAsync(Erring(o, trained), o.Demonstrations);
            dataset = dataset.Aggregate(await run.LabelAsync(visited));
            trained = await run.TrainAsync(o.Learner, dataset);
        }

        // 3.
        var learner = Erring(o, trained);
        var onPolicy = o.OnPolicyRounds > 0;
        var epsilon = o.Epsilon ?? await LearnedErrorAsync(o, run, trained, onPolicy ? learner : run.Expert.AsPolicy());
        await run.MeasureAsync("epsilon", epsilon, unit: "probability");

        // 4. Each mistake costs 1, so the mistakes are the return with its sign changed.
        var evaluation = await run.EvaluateAsync(learner, o.Episodes, "test");
        await run.MeasureAsync("mistakes", -evaluation.Mean, run.Environment.MaxSteps, "mistakes");
        await run.MeasureAsync(
            "closed-form", onPolicy ? run.Environment.MaxSteps * epsilon : ExpectedMistakes(run.Environment.MaxSteps, epsilon), run.Environment.MaxSteps, "mistakes");
    }

    /// <summary>T/2 - (1 - (1 - 2 epsilon)^(T + 1)) / (4 epsilon) + 1/2; 0 where epsilon is 0.</summary>
    /// <param name="horizon">T, 1 or more.</param>
    /// <param name="epsilon">In [0, 1].</param>
    public static double ExpectedMistakes(int horizon, double epsilon)
    {
        if (epsilon == 0)
        {
            return 0;
        }

        var power = 1.0;
        for (var i = 0; i <= horizon; i++)
        {
            power *= 1 - (2 * epsilon);
        }

        return (horizon / 2.0) - ((1 - power) / (4 * epsilon)) + 0.5;
    }

    private static Policy Erring(CompoundingErrorOptions o, Policy policy) =>
        o.Epsilon is { } epsilon and > 0 ? new ErringPolicy(epsilon, policy) : policy;

    // On fresh states, since the error on those that it was fitted to says little.
    private static async Task<double> LearnedErrorAsync(CompoundingErrorOptions o, IRunContext run, Policy learner, Policy states)
    {
        var fresh = Dataset.Empty.Aggregate(await run.LabelAsync(await run.RolloutsAsync(states, o.ErrorEpisodes)));
        return (await run.AssessAsync(learner, fresh)).ErrorRate();
    }
}
