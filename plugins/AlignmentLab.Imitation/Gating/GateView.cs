using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Gating;

/// <summary>One state as a gate may see it: what the novice would do, how sure it is, and, for a label, what the expert would do.</summary>
internal sealed class GateView(EnvironmentInfo environment, IActor novice, IActor expert, long limit)
{
    private readonly double[] _noviceAction = new double[environment.ActionSpace.Dimension];
    private readonly double[] _expertAction = new double[environment.ActionSpace.Dimension];
    private readonly double[] _sample = new double[environment.ActionSpace.Dimension];
    private readonly bool _doubts = novice is IDoubtingActor;
    private double _doubt;
    private bool _expertIsKnown;

    public EnvironmentInfo Environment => environment;

    public double[] Observation { get; } = new double[environment.ObservationSpace.Dimension];

    /// <summary>From 0.</summary>
    public int Step { get; private set; } = -1;

    public ReadOnlySpan<double> NoviceAction => _noviceAction;

    /// <summary>What the expert would do; it stands once it was asked or watched.</summary>
    public ReadOnlySpan<double> ExpertAction => _expertAction;

    /// <summary>The novice's doubt; null where it cannot say.</summary>
    public double? Doubt => _doubts ? _doubt : null;

    /// <summary>The predicted return of the novice's action, where the gate predicts one; it writes it down here.</summary>
    public double? PredictedReturn { get; set; }

    /// <summary>States in which the expert was asked.</summary>
    public long Asked { get; private set; }

    /// <summary>States in which a script looked at what the expert would do.</summary>
    public long Watched { get; private set; }

    /// <summary>Whether this state is labelled.</summary>
    public bool IsLabelled { get; private set; }

    /// <summary>The expert was to be asked once more than it may be.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Moves on to the state whose observation was written to <see cref="Observation"/>.</summary>
    public void Next()
    {
        (Step, _expertIsKnown, IsLabelled, PredictedReturn) = (Step + 1, false, false, null);
        novice.Act(Observation, _noviceAction);
        _doubt = _doubts ? ((IDoubtingActor)novice).Doubt(Observation) : 0;
    }

    /// <summary>Asks the expert, which labels the state.</summary>
    /// <returns>False where no label is left.</returns>
    public bool TryAsk()
    {
        if (IsLabelled)
        {
            return true;
        }

        if (Asked == limit)
        {
            IsSpent = true;
            return false;
        }

        Know();
        (IsLabelled, Asked) = (true, Asked + 1);
        return true;
    }

    /// <summary>Looks at what the expert would do, as somebody who knows it and stands by.</summary>
    public void Watch()
    {
        Know();
        Watched++;
    }

    /// <summary>The squared distance of the novice's action from the expert's, which must be known.</summary>
    public double SquaredDiscrepancy() => ActionDistance.Squared(environment.ActionSpace, _noviceAction, _expertAction);

    /// <summary>The same of an action that the novice might take as well.</summary>
    /// <exception cref="WorkFailedException">The novice has no other opinions.</exception>
    public double SampledSquaredDiscrepancy()
    {
        var sampling = novice as ISamplingActor ?? throw new WorkFailedException("The gate samples the novice's opinions, and it has but one: its model must be trained with dropout.");
        sampling.Sample(Observation, _sample);
        return ActionDistance.Squared(environment.ActionSpace, _sample, _expertAction);
    }

    // Once a state, since an expert may draw.
    private void Know()
    {
        if (!_expertIsKnown)
        {
            expert.Act(Observation, _expertAction);
            _expertIsKnown = true;
        }
    }
}
