using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Rewards;

namespace AlignmentLab.Core.Rewards;

internal sealed class LearnedRewardOpener : IRewardOpener<LearnedReward>
{
    /// <exception cref="InvalidInputException">The source has no members, or one that does not fit the environment.</exception>
    public async ValueTask<IRewardFunction> OpenAsync(LearnedReward source, RewardScope scope, CancellationToken cancellationToken)
    {
        if (source.Members.Count == 0 || !(source.Scale > 0))
        {
            throw new InvalidInputException($"A learned reward needs one member at least and a scale above 0; it has {source.Members.Count} and {source.Scale}.");
        }

        var features = new RewardFeatures(source.Input, scope.Environment);
        var members = new IModel[source.Members.Count];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = await scope.OpenModel(source.Members[i], cancellationToken);
            if (members[i].InputSize != features.Size || members[i].OutputSize != 1)
            {
                throw new InvalidInputException(
                    $"Member {i} of the learned reward has {members[i].InputSize} inputs and {members[i].OutputSize} outputs; {scope.Environment.Reference.Name} needs {features.Size} and 1.");
            }
        }

        return new Ensemble(source, members, features);
    }

    private sealed class Ensemble(LearnedReward source, IModel[] members, RewardFeatures features) : IRewardFunction
    {
        private readonly float[] _input = new float[features.Size];
        private readonly float[] _output = new float[1];

        public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible)
        {
            features.Write(observation, action, next, _input);
            var (mean, squares) = (0.0, 0.0);
            for (var i = 0; i < members.Length; i++)
            {
                members[i].Forward(1, _input, _output);
                var difference = _output[0] - mean;
                mean += difference / (i + 1);
                squares += difference * (_output[0] - mean);
            }

            var deviation = members.Length > 1 ? Math.Sqrt(squares / (members.Length - 1)) : 0;
            return (mean - (source.Caution * deviation) - source.Shift) / source.Scale;
        }
    }
}
