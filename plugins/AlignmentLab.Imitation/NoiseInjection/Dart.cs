using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.NoiseInjection;

/// <summary>
/// DART, disturbances for augmenting robot trajectories: Laskey, Lee, Fox, Dragan and Goldberg 2017, "DART: Noise Injection for
/// Robust Imitation Learning", algorithm 1.
/// <list type="number">
/// <item>psi_1 = no noise; D = {}.</item>
/// <item>For k = 1..K: sample demonstrations of the expert disturbed by psi_k, each state with what the expert meant to do.</item>
/// <item>Keep some of them out; D = D union the others.</item>
/// <item>Train pi^ on D.</item>
/// <item>psi_(k+1): as large as pi^'s error on the demonstrations kept out.</item>
/// </list>
/// </summary>
/// <remarks>
/// The expert visits the states that the learner's errors would lead to, and shows how to recover, without the learner ever
/// acting. Where actions are choices, psi is the probability of another action drawn evenly (<see cref="ErringPolicy"/>), set to
/// the share of wrong ones; where they are continuous, normal noise with the error's mean square a number of the action
/// (<see cref="NoisyPolicy"/>). Deviations: the paper fits a full covariance and scales its trace to an error guessed beforehand;
/// here it is a multiple of the identity, scaled by <see cref="DartOptions.NoiseScale"/>.
/// </remarks>
public sealed class Dart : IAlgorithm<DartOptions>
{
    public async Task RunAsync(DartOptions o, IRunContext run)
    {
        // 1.
        var (dataset, labels) = (Dataset.Empty, 0L);
        var demonstrator = run.Expert.AsPolicy();
        LearnedPolicy? learner = null;
        for (var k = 1; k <= o.Rounds; k++)
        {
            // 2. and 3. Labels kept out are labels too; the last round's noise is used by nobody, so it keeps none out.
            var share = LabelBudget.Share(o.Labels, o.Rounds, k);
            var kept = k == o.Rounds ? 0 : Math.Clamp((int)Math.Round(share * o.HeldOutShare), 1, share - 1);
            var heldOut = Dataset.Empty.Aggregate(await run.GatherAsync(demonstrator, kept));
            dataset = dataset.Aggregate(await run.GatherAsync(demonstrator, share - kept));
            labels += share;
            await run.MeasureAsync("labels", labels, k, "labels");

            // 4.
            learner = await run.TrainAsync(o.Learner, dataset, learner);

            // 5.
            if (kept > 0)
            {
                var error = await run.AssessAsync(learner, heldOut);
                demonstrator = Disturbed(o, run, error);
                await run.MeasureAsync("held-out-error", error.SquaredError, k, "mean squared error");
                await run.MeasureAsync("noise", Noise(o, run, error), k, run.Environment.ActionSpace is DiscreteSpace ? "probability" : "standard deviation");
            }

            run.Progress((double)k / o.Rounds);
        }

        await run.MeasureTestAsync(learner!, o.EvaluationEpisodes, o.NormalizeReturn, labels);
    }

    private static Policy Disturbed(DartOptions o, IRunContext run, Assessment error) => (Noise(o, run, error), run.Environment.ActionSpace) switch
    {
        (0, _) => run.Expert.AsPolicy(),
        (var probability, DiscreteSpace) => new ErringPolicy(probability, run.Expert.AsPolicy()),
        (var deviation, _) => new NoisyPolicy(deviation, run.Expert.AsPolicy()),
    };

    private static double Noise(DartOptions o, IRunContext run, Assessment error) => run.Environment.ActionSpace is DiscreteSpace
        ? Math.Min(1, o.NoiseScale * error.ErrorRate())
        : Math.Sqrt(o.NoiseScale * error.SquaredError / run.Environment.ActionSpace.Dimension);
}
