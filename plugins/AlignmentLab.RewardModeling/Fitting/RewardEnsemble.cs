using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>The members of a learned reward one by one, as they came out of training: neither shifted nor scaled.</summary>
internal sealed class RewardEnsemble
{
    private readonly IModel[] _members;
    private readonly RewardFeatures _features;

    private RewardEnsemble(IModel[] members, RewardFeatures features) => (_members, _features) = (members, features);

    public int Members => _members.Length;

    public RewardFeatures Features => _features;

    /// <exception cref="InvalidInputException">A member does not fit the environment.</exception>
    public static async ValueTask<RewardEnsemble> OpenAsync(
        LearnedReward reward, EnvironmentRef environment, IEffectScope scope, CancellationToken cancellationToken)
    {
        var features = new RewardFeatures(reward.Input, EnvironmentInfo.Of(environment, scope.CreateEnvironment(environment)));
        var members = new IModel[reward.Members.Count];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = await scope.OpenModelAsync(reward.Members[i], cancellationToken);
            if (members[i].InputSize != features.Size || members[i].OutputSize != 1)
            {
                throw new InvalidInputException(
                    $"Member {i} of the reward has {members[i].InputSize} inputs and {members[i].OutputSize} outputs; {environment.Name} needs {features.Size} and 1.");
            }
        }

        return new RewardEnsemble(members, features);
    }

    /// <summary>The probability that the first is preferred, in the eyes of each member: sigma of the difference of summed rewards.</summary>
    public double[] Preferences(ReadPair pair)
    {
        var (first, second) = (Rewards(pair.First), Rewards(pair.Second));
        return [.. first.Zip(second, (a, b) => Sigmoid(a.Sum() - b.Sum()))];
    }

    /// <summary>The reward of each step in the eyes of each member: as many arrays as members.</summary>
    public double[][] Rewards(TrajectoryFragment fragment)
    {
        var inputs = new float[fragment.Length * _features.Size];
        for (var step = 0; step < fragment.Length; step++)
        {
            _features.Write(fragment.Observation(step), fragment.Action(step), fragment.Observation(step + 1), inputs.AsSpan(step * _features.Size, _features.Size));
        }

        return Rewards(fragment.Length, inputs);
    }

    /// <summary>The rewards of rows of features: as many arrays as members.</summary>
    public double[][] Rewards(int count, ReadOnlySpan<float> inputs)
    {
        var all = new double[_members.Length][];
        var outputs = new float[count];
        for (var m = 0; m < _members.Length; m++)
        {
            _members[m].Forward(count, inputs, outputs);
            all[m] = Array.ConvertAll(outputs, reward => (double)reward);
        }

        return all;
    }

    internal static double Sigmoid(double x)
    {
        var small = PortableMath.Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : small) / (1 + small);
    }
}
