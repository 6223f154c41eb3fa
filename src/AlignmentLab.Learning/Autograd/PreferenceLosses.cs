using AlignmentLab.Numerics;

namespace AlignmentLab.Learning.Autograd;

/// <summary>How well rewards of steps explain which fragments were preferred.</summary>
public static class PreferenceLosses
{
    /// <summary>
    /// The mean over pairs of fragments of the cross-entropy of sigma(sum of the first one's rewards - sum of the second one's)
    /// against the share of judgements for the first (Christiano et al. 2017, equation 1), in double precision.
    /// </summary>
    /// <param name="rewards">One column; of the <paramref name="rowsPerPair"/> rows of a pair the first half is the first fragment.</param>
    /// <param name="targets">The row's weight and the pair's share. It gets no gradient.</param>
    /// <param name="rowsPerPair">An even number that divides the rows.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Variable PreferenceLoss(this Variable rewards, Variable targets, int rowsPerPair)
    {
        if (rewards.Columns != 1 || targets.Columns != 2 || targets.Rows != rewards.Rows || rowsPerPair < 2 || rowsPerPair % 2 != 0
            || rewards.Rows % rowsPerPair != 0)
        {
            throw new ArgumentException(
                $"Rewards are [{rewards.Rows}, {rewards.Columns}] and targets [{targets.Rows}, {targets.Columns}] for pairs of {rowsPerPair} rows; "
                + "they must be [n, 1] and [n, 2], with n a multiple of an even number.", nameof(rewards));
        }

        var loss = rewards.Tape.Result(1, 1, rewards);
        return rewards.Tape.Record(loss, new PreferenceOperation(rewards, targets, rowsPerPair, loss));
    }

    private sealed class PreferenceOperation(Variable rewards, Variable targets, int rowsPerPair, Variable loss) : Operation
    {
        private readonly int _pairs = rewards.Rows / rowsPerPair;
        private readonly double[] _margins = new double[rewards.Rows / rowsPerPair];

        public override void Forward()
        {
            var r = rewards.Value.Span;
            var t = targets.Value.Span;
            var total = 0.0;
            for (var pair = 0; pair < _pairs; pair++)
            {
                var margin = 0.0;
                for (var k = 0; k < rowsPerPair; k++)
                {
                    var row = (pair * rowsPerPair) + k;
                    margin += Sign(k) * t[2 * row] * (double)r[row];
                }

                // log(1 + e^margin) - mu * margin, without overflow.
                _margins[pair] = margin;
                total += Math.Max(margin, 0) + PortableMath.Log1p(PortableMath.Exp(-Math.Abs(margin))) - (Share(pair) * margin);
            }

            loss.Value.Span[0] = (float)(total / _pairs);
        }

        public override void Backward()
        {
            if (rewards.Gradient is not { } gradient)
            {
                return;
            }

            var scale = (double)loss.Gradient!.Span[0] / _pairs;
            for (var pair = 0; pair < _pairs; pair++)
            {
                var error = scale * (Sigmoid(_margins[pair]) - Share(pair));
                for (var k = 0; k < rowsPerPair; k++)
                {
                    var row = (pair * rowsPerPair) + k;
                    gradient.Span[row] += (float)(Sign(k) * targets.Value.Span[2 * row] * error);
                }
            }
        }

        private static double Sigmoid(double x)
        {
            var small = PortableMath.Exp(-Math.Abs(x));
            return (x >= 0 ? 1 : small) / (1 + small);
        }

        private double Share(int pair) => targets.Value.Span[(2 * pair * rowsPerPair) + 1];

        private int Sign(int row) => row < rowsPerPair / 2 ? 1 : -1;
    }
}
