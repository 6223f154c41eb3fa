using AlignmentLab.Imitation.Returns;

namespace AlignmentLab.Imitation.Gating;

/// <summary>Takes over where a state is novel or risky, and hands back where the novice is close and the risk is low.</summary>
internal sealed class ThriftyKeeper(ThriftyGate gate, ReturnReader returns) : IGateKeeper
{
    private bool _expert;

    public bool ExpertActs(GateView view)
    {
        var predicted = returns.Predict(view.Observation, view.Step, view.NoviceAction);
        view.PredictedReturn = predicted;
        if (!_expert && GateKeepers.DoubtOf(view) <= gate.Novelty && predicted >= gate.Risk)
        {
            return false;
        }

        // What is decided here holds from the next state on: in this one the expert acts.
        _expert = !view.TryAsk() || view.SquaredDiscrepancy() > gate.HandBackDiscrepancy || predicted < gate.HandBackRisk;
        return true;
    }
}
