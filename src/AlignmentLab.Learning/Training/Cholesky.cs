using AlignmentLab.Errors;

namespace AlignmentLab.Learning.Training;

/// <summary>Symmetric positive definite systems of linear equations, by A = U'U with an upper triangular U.</summary>
internal static class Cholesky
{
    private const double UnitRoundoff = 1.0 / (1L << 52);

    /// <summary>
    /// Solves A S = B for all columns at once. <paramref name="system"/> holds the upper triangle of A in its first
    /// <paramref name="size"/> columns and B in the rest; B is replaced by S, A by U.
    /// </summary>
    /// <exception cref="WorkFailedException">A is not positive definite to working precision.</exception>
    public static void Solve(double[,] system, int size, int columns)
    {
        var diagonal = Enumerable.Range(0, size).Select(k => system[k, k]).ToArray();
        for (var k = 0; k < size; k++)
        {
            // A pivot that is rounding error of what it was subtracted from decides nothing.
            var pivot = system[k, k];
            if (!(pivot > size * UnitRoundoff * diagonal[k]) || !double.IsFinite(pivot))
            {
                throw new WorkFailedException(
                    $"The least-squares equations cannot be solved: input {k} depends on the ones before it. "
                    + "Raise learner.model.ridgePenalty, or set learner.model.normalizeInputs if inputs are large.");
            }

            var root = Math.Sqrt(pivot);

            // U's row k, and at once the forward substitution U' Z = B.
            for (var j = k; j < size + columns; j++)
            {
                system[k, j] /= root;
            }

            for (var i = k + 1; i < size; i++)
            {
                for (var j = i; j < size + columns; j++)
                {
                    system[i, j] -= system[k, i] * system[k, j];
                }
            }
        }

        for (var column = size; column < size + columns; column++)
        {
            for (var i = size - 1; i >= 0; i--)
            {
                for (var j = i + 1; j < size; j++)
                {
                    system[i, column] -= system[i, j] * system[j, column];
                }

                system[i, column] /= system[i, i];
            }
        }
    }
}
