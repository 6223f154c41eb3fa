namespace AlignmentLab.Environments.CopyChain;

/// <summary>How many mistakes policies with a given error make on a <see cref="CopyChainEnvironment"/>, in expectation.</summary>
public static class CompoundingError
{
    /// <summary>
    /// Of a policy that copies its previous output and errs with probability <paramref name="error"/> a step:
    /// T/2 - (1 - (1 - 2 eps)^(T+1)) / (4 eps) + 1/2, summed term by term, since the closed form loses its digits at small
    /// errors.
    /// </summary>
    /// <param name="horizon">T, 0 or more.</param>
    /// <param name="error">eps, in [0, 1].</param>
    public static double Copying(int horizon, double error)
    {
        Require(horizon, error);
        var (wrong, sum) = (0.0, 0.0);
        for (var t = 1; t <= horizon; t++)
        {
            wrong = ((1 - error) * wrong) + (error * (1 - wrong));
            sum += wrong;
        }

        return sum;
    }

    /// <summary>Of a policy whose errors do not carry over: T eps.</summary>
    /// <inheritdoc cref="Copying" path="/param"/>
    public static double Recovering(int horizon, double error)
    {
        Require(horizon, error);
        return horizon * error;
    }

    private static void Require(int horizon, double error)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(horizon);
        if (!(error is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(error), error, "Expected a probability.");
        }
    }
}
