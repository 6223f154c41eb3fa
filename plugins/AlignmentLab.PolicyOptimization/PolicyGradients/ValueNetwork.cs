using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>
/// Expects returns. The network says returns over <see cref="Horizon"/>, the sum of the discounts of an episode, so that its outputs are of the
/// size of one step's reward whatever the discount.
/// </summary>
internal sealed class ValueNetwork(IModel? model, double horizon)
{
    public double Horizon => horizon;

    /// <param name="checkpoint">Null where nothing was learned yet: 0 is expected everywhere.</param>
    /// <param name="steps">After how many steps an episode is cut.</param>
    public static async ValueTask<ValueNetwork> OpenAsync(Artifact? checkpoint, double discount, int steps, IEffectScope scope, CancellationToken cancellationToken)
    {
        var horizon = discount < 1 ? (1 - PortableMath.Pow(discount, steps)) / (1 - discount) : steps;
        return new ValueNetwork(checkpoint is null ? null : await scope.OpenModelAsync(checkpoint, cancellationToken), horizon);
    }

    /// <summary>The expected return of each of the observations.</summary>
    /// <exception cref="WorkFailedException">One is not finite.</exception>
    public double[] Of(int count, ReadOnlySpan<double> observations)
    {
        if (model is null)
        {
            return new double[count];
        }

        var (inputs, outputs) = (new float[observations.Length], new float[count]);
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)observations[i];
        }

        model.Forward(count, inputs, outputs);
        var bad = Array.FindIndex(outputs, value => !float.IsFinite(value));
        return bad < 0 ? Array.ConvertAll(outputs, value => value * horizon) : throw new WorkFailedException(
            $"The value network expects {outputs[bad]}; it must be a finite number. Lower settings.value.optimizer.learningRate.");
    }
}
