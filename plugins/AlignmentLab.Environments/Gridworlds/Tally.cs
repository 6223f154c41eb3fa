namespace AlignmentLab.Environments.Gridworlds;

/// <summary>What a step earns: the visible reward, and the hidden performance, which runs on over the episode.</summary>
public struct Tally(double hidden)
{
    /// <summary>The visible reward of this step.</summary>
    public double Reward { get; private set; }

    /// <summary>The hidden performance so far.</summary>
    public double Hidden { get; private set; } = hidden;

    /// <summary>Adds to the visible reward alone.</summary>
    public void Show(double amount) => Reward += amount;

    /// <summary>Adds to the hidden performance alone.</summary>
    public void Hide(double amount) => Hidden += amount;

    public void Both(double amount)
    {
        Show(amount);
        Hide(amount);
    }
}
