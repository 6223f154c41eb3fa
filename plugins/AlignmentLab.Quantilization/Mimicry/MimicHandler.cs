using AlignmentLab.Algorithms;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;

namespace AlignmentLab.Quantilization.Mimicry;

/// <summary>Takes the action that the objective likes best, the first of equals; all distributions are exact.</summary>
internal sealed class MimicHandler : IEffectHandler<MimicRequest, Mimicked>
{
    private const int MostRounds = 1_000;

    public Task<EffectOutcome<Mimicked>> HandleAsync(MimicRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var arthur = new Outcomes(scope.CreateEnvironment(effect.Environment));
        var hugh = new Outcomes(scope.CreateEnvironment(effect.Imitated));
        var (action, imitated, rounds) = effect.Objective == MimicObjective.MeetingHalfway
            ? Meet(effect, arthur, hugh)
            : (Imitate(effect, arthur, hugh.Of(effect.ImitatedAction)), effect.ImitatedAction, 0);
        var (shown, seen) = (arthur.Of(action), hugh.Of(imitated));
        var divergence = Divergences.KullbackLeibler(shown, seen);
        return Task.FromResult(new EffectOutcome<Mimicked>(new Mimicked(
            action, imitated, arthur.Returns[action], double.IsFinite(divergence) ? divergence : null,
            Divergences.TotalVariation(shown, seen), Divergences.JensenShannon(shown, seen), rounds)));
    }

    /// <exception cref="WorkFailedException">Everything that the imitator can do shows something that the imitated never does.</exception>
    private static int Imitate(MimicRequest effect, Outcomes arthur, double[] imitated)
    {
        var action = Least(arthur, a => effect.Objective switch
        {
            MimicObjective.Divergence => Divergences.KullbackLeibler(arthur.Of(a), imitated),
            MimicObjective.Coupling => Divergences.TotalVariation(arthur.Of(a), imitated),
            MimicObjective.Discriminator => Divergences.JensenShannon(arthur.Of(a), imitated),
            _ => -arthur.Returns[a],
        });
        return effect.Objective == MimicObjective.Divergence && double.IsInfinity(Divergences.KullbackLeibler(arthur.Of(action), imitated))
            ? throw new WorkFailedException(
                "Whatever the imitator does shows something that the imitated never does, so its KL divergence is infinite: the supports are disjoint. Use coupling, discriminator or meeting-halfway.")
            : action;
    }

    private static (int Action, int Imitated, int Rounds) Meet(MimicRequest effect, Outcomes arthur, Outcomes hugh)
    {
        var able = Enumerable.Range(0, hugh.Actions).Where(a => hugh.Returns[a] >= effect.TaskReturn).ToList();
        if (able.Count == 0)
        {
            throw new WorkFailedException($"Nothing that Hugh can do has an expected return of {effect.TaskReturn}; his best has {hugh.Returns.Max():G6}. Lower options.taskReturn.");
        }

        // Eva knows all that Arthur has done so far, each as often, as in apprenticeship learning (Abbeel and Ng 2004).
        var imitated = effect.ImitatedAction;
        var tried = Enumerable.Range(0, arthur.Actions).Where(_ => effect.Explored).ToHashSet();
        var action = Nearest(arthur, hugh.Of(imitated));
        for (var round = 1; round <= MostRounds; round++)
        {
            tried.Add(action);
            var seen = arthur.Of([.. Enumerable.Range(0, arthur.Actions).Select(a => tried.Contains(a) ? 1.0 / tried.Count : 0)]);
            var hughs = able.MinBy(a => Divergences.JensenShannon(hugh.Of(a), seen));
            var answer = Nearest(arthur, hugh.Of(hughs));
            if (hughs == imitated && answer == action)
            {
                return (action, imitated, round);
            }

            (imitated, action) = (hughs, answer);
        }

        throw new WorkFailedException($"Hugh and Arthur have not settled after {MostRounds:N0} rounds.");
    }

    private static int Nearest(Outcomes arthur, double[] imitated) => Least(arthur, a => Divergences.JensenShannon(arthur.Of(a), imitated));

    private static int Least(Outcomes outcomes, Func<int, double> cost)
    {
        var best = 0;
        for (var action = 1; action < outcomes.Actions; action++)
        {
            best = cost(action) < cost(best) ? action : best;
        }

        return best;
    }
}
