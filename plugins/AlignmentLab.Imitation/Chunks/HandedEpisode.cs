using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>Plays episodes that the policy begins and another actor goes on with.</summary>
internal sealed class HandedEpisode(IEnvironment environment, IActor policy, IActor expert)
{
    private readonly double[] _observation = new double[environment.ObservationSpace.Dimension];
    private readonly double[] _action = new double[environment.ActionSpace.Dimension];

    /// <summary>What the last step that was played left.</summary>
    public ReadOnlySpan<double> Observation => _observation;

    /// <summary>Plays one episode. The same <paramref name="random"/> gives the same first <paramref name="start"/> steps, whoever goes on.</summary>
    /// <param name="start">Steps of the policy.</param>
    /// <param name="length">Steps after them.</param>
    /// <param name="then">Who acts in those: the policy itself, or the expert.</param>
    /// <param name="each">Sees what was observed and then done in each step from <paramref name="start"/> on.</param>
    /// <returns>Steps after <paramref name="start"/>: fewer than <paramref name="length"/> where the episode ended.</returns>
    public int Play(RandomStream random, int start, int length, IActor then, Seen each)
    {
        environment.Reset(random.Child("environment").CreateGenerator(), _observation);
        policy.Begin(random.Child("policy").CreateGenerator());
        expert.Begin(random.Child("expert").CreateGenerator());
        var (step, done) = (0, false);
        for (; !done && step < start + length; step++)
        {
            (step < start ? policy : then).Act(_observation, _action);
            if (step >= start)
            {
                each(step, _observation, _action);
            }

            done = environment.Step(_action, _observation).Done;
        }

        return Math.Max(0, step - start);
    }

    /// <param name="step">Of the episode, from 0.</param>
    public delegate void Seen(int step, ReadOnlySpan<double> observation, ReadOnlySpan<double> action);
}
