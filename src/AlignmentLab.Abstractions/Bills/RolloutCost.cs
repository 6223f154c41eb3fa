namespace AlignmentLab.Bills;

/// <summary>What it takes a transformer to write tokens, in floating-point operations, a multiply-add being two.</summary>
/// <remarks>
/// Token n + 1 takes 2P for the weights and 4Ldn for the attention to the n before it, which keeping keys and values does not
/// save: N tokens take 2PN + 2LdN^2 with them, and PN^2 + 2/3 LdN^3 where each is computed from the beginning (leading terms).
/// </remarks>
public static class RolloutCost
{
    /// <summary>Bytes of a number kept.</summary>
    private const int Half = 2;

    /// <summary>N tokens with keys and values kept.</summary>
    public static double Cached(BilledTransformer model, double tokens) =>
        (2 * model.Parameters * tokens) + (2.0 * model.Layers * model.Width * tokens * tokens);

    /// <summary>N tokens, each computed from the beginning.</summary>
    public static double Uncached(BilledTransformer model, double tokens) =>
        (model.Parameters * tokens * tokens) + (2.0 / 3 * model.Layers * model.Width * tokens * tokens * tokens);

    /// <summary>Bytes of the keys and values of N tokens, in half precision.</summary>
    public static double CacheBytes(BilledTransformer model, double tokens) => 2.0 * Half * model.Layers * model.Width * tokens;

    /// <summary>At how many tokens attention takes as much as the weights: P / (2Ld).</summary>
    public static double EvenAt(BilledTransformer model) => model.Parameters / (2.0 * model.Layers * model.Width);
}
