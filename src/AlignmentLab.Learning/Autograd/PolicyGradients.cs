using AlignmentLab.Numerics;

namespace AlignmentLab.Learning.Autograd;

/// <summary>Losses whose gradient is that of a policy's expected return.</summary>
public static class PolicyGradients
{
    /// <summary>Near the logarithm of the smallest double.</summary>
    private const double Vanished = -700;

    /// <summary>
    /// The mean over rows of -advantage * log softmax(logits)[class], less <paramref name="entropyBonus"/> times the mean entropy of
    /// softmax(logits), in double precision (Williams 1992; Mnih et al. 2016).
    /// </summary>
    /// <param name="targets">Class and advantage. It gets no gradient.</param>
    /// <exception cref="ArgumentException"><paramref name="targets"/> is not two columns of as many rows.</exception>
    public static Variable PolicyGradient(this Variable logits, Variable targets, double entropyBonus) =>
        Record(logits, targets, 2, (advantage, logarithm, _) => (-advantage * logarithm, -advantage), entropyBonus);

    /// <summary>
    /// The mean over rows of -min(r A, clip(r, 1 - range, 1 + range) A), r being the ratio of the class's probability to the one
    /// that it was taken with, less <paramref name="entropyBonus"/> times the mean entropy (Schulman et al. 2017, equation 7).
    /// </summary>
    /// <remarks>
    /// Clipping makes overshooting steps cheap: a class that has no probability left costs nothing and has no gradient that would
    /// lead back. The loss is infinite once a class that was taken, with an advantage other than 0, has less than e^-700.
    /// </remarks>
    /// <param name="targets">Class, advantage A, and log probability under the policy that acted. It gets no gradient.</param>
    /// <exception cref="ArgumentException"><paramref name="targets"/> is not three columns of as many rows.</exception>
    public static Variable ClippedPolicyGradient(this Variable logits, Variable targets, double clipRange, double entropyBonus) =>
        Record(logits, targets, 3, (advantage, logarithm, acted) =>
        {
            if (logarithm < Vanished && advantage != 0)
            {
                return (double.PositiveInfinity, 0);
            }

            var ratio = PortableMath.Exp(logarithm - acted);
            var clipped = Math.Clamp(ratio, 1 - clipRange, 1 + clipRange);
            return clipped * advantage < ratio * advantage ? (-clipped * advantage, 0) : (-ratio * advantage, -ratio * advantage);
        }, entropyBonus);

    private static Variable Record(Variable logits, Variable targets, int columns, Surrogate surrogate, double entropyBonus)
    {
        if (targets.Rows != logits.Rows || targets.Columns != columns)
        {
            throw new ArgumentException($"Targets are [{targets.Rows}, {targets.Columns}]; they must be [{logits.Rows}, {columns}].", nameof(targets));
        }

        var loss = logits.Tape.Result(1, 1, logits);
        return logits.Tape.Record(loss, new PolicyGradientOperation(logits, targets, surrogate, entropyBonus, loss));
    }

    /// <summary>A row's loss and its derivative by the logarithm of the class's probability.</summary>
    /// <param name="acted">The logarithm of the probability under the policy that acted, or 0 where targets have none.</param>
    private delegate (double Loss, double Slope) Surrogate(double advantage, double logarithm, double acted);

    private sealed class PolicyGradientOperation(Variable logits, Variable targets, Surrogate surrogate, double entropyBonus, Variable loss) : Operation
    {
        private readonly double[] _logarithms = new double[logits.Value.Length];
        private readonly double[] _entropies = new double[logits.Rows];
        private readonly double[] _slopes = new double[logits.Rows];

        public override void Forward()
        {
            var total = 0.0;
            for (var i = 0; i < logits.Rows; i++)
            {
                var logarithms = _logarithms.AsSpan(i * logits.Columns, logits.Columns);
                LogSoftmax(logits.Value.Span.Slice(i * logits.Columns, logits.Columns), logarithms);
                var target = targets.Value.Span.Slice(i * targets.Columns, targets.Columns);
                (var own, _slopes[i]) = surrogate(target[1], logarithms[(int)target[0]], target.Length > 2 ? target[2] : 0);
                _entropies[i] = Entropy(logarithms);
                total += own - (entropyBonus * _entropies[i]);
            }

            loss.Value.Span[0] = (float)(total / logits.Rows);
        }

        public override void Backward()
        {
            if (logits.Gradient is not { } gradient)
            {
                return;
            }

            // d log p[c] / d logit[j] = (c == j) - p[j]; d entropy / d logit[j] = -p[j] (log p[j] + entropy).
            var scale = (double)loss.Gradient!.Span[0] / logits.Rows;
            for (var i = 0; i < logits.Rows; i++)
            {
                var row = gradient.Span.Slice(i * logits.Columns, logits.Columns);
                for (var j = 0; j < row.Length; j++)
                {
                    var logarithm = _logarithms[(i * row.Length) + j];
                    var p = PortableMath.Exp(logarithm);
                    var entropy = p > 0 ? entropyBonus * p * (logarithm + _entropies[i]) : 0;
                    var taken = j == (int)targets.Value.Span[i * targets.Columns] ? 1 : 0;
                    row[j] += (float)(scale * ((_slopes[i] * (taken - p)) + entropy));
                }
            }
        }

        private static void LogSoftmax(ReadOnlySpan<float> scores, Span<double> logarithms)
        {
            var largest = double.NegativeInfinity;
            foreach (var score in scores)
            {
                largest = Math.Max(largest, score);
            }

            var sum = 0.0;
            foreach (var score in scores)
            {
                sum += PortableMath.Exp(score - largest);
            }

            for (var j = 0; j < scores.Length; j++)
            {
                logarithms[j] = scores[j] - largest - PortableMath.Log(sum);
            }
        }

        private static double Entropy(ReadOnlySpan<double> logarithms)
        {
            var entropy = 0.0;
            foreach (var logarithm in logarithms)
            {
                // A probability that is 0 in double precision adds nothing, even where its logarithm is minus infinity.
                var p = PortableMath.Exp(logarithm);
                entropy -= p > 0 ? p * logarithm : 0;
            }

            return entropy;
        }
    }
}
