using AlignmentLab.Engines;
using AlignmentLab.Environments;

namespace AlignmentLab.Imitation.Gating;

/// <summary>Asks a classifier in each state whether the novice would deviate.</summary>
internal sealed class SafetyKeeper(IModel classifier, EnvironmentInfo environment) : IGateKeeper
{
    private readonly SafetyFeatures _features = new(environment);
    private readonly float[] _inputs = new float[new SafetyFeatures(environment).Size];
    private readonly float[] _classes = new float[2];

    public bool ExpertActs(GateView view)
    {
        _features.Write(view.Observation, view.NoviceAction, _inputs);
        classifier.Forward(1, _inputs, _classes);
        return _classes[1] > _classes[0];
    }
}
