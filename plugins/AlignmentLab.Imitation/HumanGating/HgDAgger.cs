using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Gating;

namespace AlignmentLab.Imitation.HumanGating;

/// <summary>
/// HG-DAgger: Kelly, Sidrane, Driggs-Campbell and Kochenderfer 2019, "HG-DAgger: Interactive Imitation Learning with Human Experts"
/// (arXiv 1810.02890), algorithm 1.
/// <list type="number">
/// <item>D: demonstrations. Train the novice, an ensemble, on D. I = [].</item>
/// <item>In each rollout of an epoch the novice acts, until the expert takes control because the novice has left the permitted states.</item>
/// <item>While the expert has control, record what it does; when it takes control, append the novice's doubt to I.</item>
/// <item>D = D union what was recorded; train the novice on D.</item>
/// <item>tau: the mean of the last quarter of I, the doubt from which on the novice is not to be trusted.</item>
/// </list>
/// </summary>
/// <remarks>
/// The person is a script here (<see cref="WatchGate"/>). It takes over when the novice has deviated for some steps from what the
/// expert would do, or has been outside of given bounds, and hands back after some steps without. Only what is done in control is a
/// label; that the script looks at every state to know when is reported as <c>watched</c>, since a person's attention is not free
/// either. tau is measured, and not used while training. Deviation: an episode is cut where the round's labels are spent.
/// </remarks>
public sealed class HgDAgger : IAlgorithm<HgDAggerOptions>
{
    private const int Quarter = 4;

    public async Task RunAsync(HgDAggerOptions o, IRunContext run)
    {
        Check(o, run);

        // 1.
        var collected = new GatedCollection(o, run);
        await collected.DemonstrateAsync(o.Demonstrations);
        var novice = await run.TrainEnsembleAsync(o, collected.Dataset, round: 0);
        var (doubts, watched) = (new List<double>(), 0L);
        for (var i = 1; i <= o.Rounds && collected.HasLabels; i++)
        {
            // 2. and 3.
            var episodes = await collected.RoundAsync(novice, new WatchGate(o.Danger, o.OpensAfter, o.ClosesAfter));
            watched += episodes.Sum(e => e.Watched);
            foreach (var episode in episodes)
            {
                doubts.AddRange(AtTakeovers(GateReadings.FromBytes(await run.Artifacts.ReadAsync(episode.Readings, run.Cancellation))));
            }

            // 4.
            novice = episodes.Any(e => e.Count > 0) ? await run.TrainEnsembleAsync(o, collected.Dataset, i) : novice;
            await run.MeasureAsync("watched", watched, i, "states");
            await collected.MeasureAsync(i, episodes, novice);
        }

        // 5.
        if (doubts.Count == 0)
        {
            await run.NoteAsync("No doubt threshold: the watcher never took over.");
        }
        else
        {
            var last = doubts.TakeLast((doubts.Count + Quarter - 1) / Quarter).ToList();
            await run.MeasureAsync("doubt-threshold", last.Sum() / last.Count, unit: "variance");
        }

        await collected.MeasureTestAsync(novice);
    }

    private static IEnumerable<double> AtTakeovers(GateReadings readings) =>
        readings.Doubts.Where((_, step) => readings.ExpertActed[step] == 1 && (step == 0 || readings.ExpertActed[step - 1] == 0));

    private static void Check(HgDAggerOptions o, IRunContext run)
    {
        var size = run.Environment.ObservationSpace.Dimension;
        if (o.Danger.Bounds.FirstOrDefault(b => b.Feature >= size) is { } outside)
        {
            throw new InvalidInputException(
                $"options.danger.bounds names feature {outside.Feature}; an observation of {run.Environment.Reference.Name} has {size}, numbered from 0. Name one of 0 to {size - 1}.");
        }
    }
}
