using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Returns;

namespace AlignmentLab.Imitation.Gating;

/// <summary>Puts gates to work.</summary>
internal static class GateKeepers
{
    public static async ValueTask<IGateKeeper> OpenAsync(Gate gate, EnvironmentInfo environment, IEffectScope scope, CancellationToken cancellationToken) => gate switch
    {
        ExpertGate => new Demonstrator(),
        SafetyGate safety => new SafetyKeeper(await scope.OpenModelAsync(safety.Classifier, cancellationToken), environment),
        DoubtGate doubt => new DoubtKeeper(doubt),
        DropoutGate dropout => new DropoutKeeper(dropout),
        ThriftyGate thrifty => new ThriftyKeeper(thrifty, new ReturnReader(thrifty.Returns, await scope.OpenModelAsync(thrifty.Returns.Model, cancellationToken), environment)),
        WatchGate watch => new WatchKeeper(watch),
        _ => throw new WorkFailedException($"There is no gate of the kind {gate.GetType().Name}."),
    };

    /// <exception cref="WorkFailedException">The novice cannot say how unsure it is.</exception>
    public static double DoubtOf(GateView view) => view.Doubt
        ?? throw new WorkFailedException("The gate goes by the novice's doubt, and the novice has none: it must be an ensemble.");

    private sealed class Demonstrator : IGateKeeper
    {
        public bool ExpertActs(GateView view) => true;
    }

    private sealed class DoubtKeeper(DoubtGate gate) : IGateKeeper
    {
        public bool ExpertActs(GateView view)
        {
            if (gate.Discrepancy is not { } largest)
            {
                return DoubtOf(view) > gate.Doubt;
            }

            return view.TryAsk() && (DoubtOf(view) > gate.Doubt || Math.Sqrt(view.SquaredDiscrepancy()) > largest);
        }
    }

    private sealed class DropoutKeeper(DropoutGate gate) : IGateKeeper
    {
        public bool ExpertActs(GateView view)
        {
            if (!view.TryAsk())
            {
                return true;
            }

            var near = 0;
            for (var i = 0; i < gate.Samples; i++)
            {
                near += Math.Sqrt(view.SampledSquaredDiscrepancy()) <= gate.Tolerance ? 1 : 0;
            }

            return near < gate.Share * gate.Samples;
        }
    }

    private sealed class WatchKeeper(WatchGate gate) : IGateKeeper
    {
        private bool _open;
        private int _row;

        // How long it has been otherwise than now: in danger while the novice acts, out of it while the expert does.
        public bool ExpertActs(GateView view)
        {
            _row = IsDangerous(view) != _open ? _row + 1 : 0;
            if (_row >= (_open ? gate.ClosesAfter : gate.OpensAfter))
            {
                (_open, _row) = (!_open, 0);
            }

            return _open;
        }

        private bool IsDangerous(GateView view)
        {
            if (gate.Danger.Bounds.Count > 0)
            {
                return gate.Danger.Bounds.Any(b => !(view.Observation[b.Feature] >= b.Least && view.Observation[b.Feature] <= b.Most));
            }

            view.Watch();
            return Math.Sqrt(view.SquaredDiscrepancy()) > gate.Danger.Deviation;
        }
    }
}
