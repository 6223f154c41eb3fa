using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Learning;

namespace AlignmentLab.Imitation.Returns;

/// <summary>A <see cref="ReturnModel"/> at work, in the unit of returns.</summary>
internal sealed class ReturnReader(ReturnModel returns, IModel model, EnvironmentInfo environment)
{
    private readonly StateActionFeatures _features = new(environment);
    private readonly float[] _inputs = new float[new StateActionFeatures(environment).Size];
    private readonly float[] _output = new float[1];

    /// <param name="step">How many steps of the episode are over.</param>
    public double Predict(ReadOnlySpan<double> observation, int step, ReadOnlySpan<double> action)
    {
        _features.Write(observation, step, action, _inputs);
        model.Forward(1, _inputs, _output);
        return returns.Mean + (returns.Deviation * _output[0]);
    }
}
