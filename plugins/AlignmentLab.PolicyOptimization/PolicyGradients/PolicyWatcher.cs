using System.Runtime.InteropServices;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization.Episodes;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>Asks a policy and its reference, step by step, how likely their choices are.</summary>
internal sealed class PolicyWatcher(IDistributionActor policy, IDistributionActor reference, int choices) : IStepWatcher
{
    private readonly List<double> _probabilities = [];
    private readonly List<int> _taken = [];
    private readonly List<double> _penalties = [];
    private readonly List<double> _divergences = [];
    private readonly double[] _own = new double[choices];
    private readonly double[] _others = new double[choices];

    public int Steps => _taken.Count;

    public void Begin(IDrawSource draws) => reference.Begin(draws);

    public void Watch(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        policy.Distribution(observation, _own);
        reference.Distribution(observation, _others);
        var (taken, divergence) = ((int)action[0], 0.0);
        for (var choice = 0; choice < choices; choice++)
        {
            divergence += _own[choice] > 0 ? _own[choice] * (PortableMath.Log(_own[choice]) - LogOf(_others[choice], choice)) : 0;
        }

        if (!double.IsFinite(divergence))
        {
            throw new WorkFailedException($"The policy's probabilities at step {Steps} are [{string.Join(", ", _own)}]; they must be finite. Lower settings.policy.optimizer.learningRate.");
        }

        _taken.Add(taken);
        _probabilities.AddRange(_own);
        _divergences.Add(divergence);
        _penalties.Add(PortableMath.Log(_own[taken]) - PortableMath.Log(_others[taken]));
    }

    public SampledSteps Of(IReadOnlyList<Episode> episodes, int inputSize)
    {
        var inputs = new float[Steps * inputSize];
        var at = 0;
        foreach (var episode in episodes)
        {
            foreach (var number in episode.Observations.AsSpan(0, episode.Steps * inputSize))
            {
                inputs[at++] = (float)number;
            }
        }

        return new SampledSteps(episodes, inputSize, inputs, [.. _taken], [.. CollectionsMarshal.AsSpan(_probabilities)], [.. _penalties], [.. _divergences]);
    }

    private double LogOf(double other, int choice) => other > 0 ? PortableMath.Log(other) : throw new WorkFailedException(
        $"The divergence from the reference is infinite: at step {Steps} the policy takes choice {choice} with a probability of {_own[choice]:G3}, and the reference never does. "
        + "Name a reference that may take every choice, such as uniform, or one that errs (kl.reference.epsilon).");
}
