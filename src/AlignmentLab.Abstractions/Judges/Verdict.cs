namespace AlignmentLab.Judges;

/// <summary>What a judge says of two fragments.</summary>
public enum Verdict
{
    /// <summary>The first is better.</summary>
    First,

    /// <summary>The second is better.</summary>
    Second,

    /// <summary>Both are as good.</summary>
    Equal,

    /// <summary>The judge cannot tell. Such pairs are left out of training (Christiano et al. 2017, section 2.2.2).</summary>
    CannotCompare,
}

public static class Verdicts
{
    /// <summary>The same said of the two in the other order.</summary>
    public static Verdict Swapped(this Verdict verdict) => verdict switch
    {
        Verdict.First => Verdict.Second,
        Verdict.Second => Verdict.First,
        _ => verdict,
    };
}
