using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Errors;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.CopyChain;

/// <summary>
/// The smallest task on which cloning errs of the order of T^2 eps: say the same hidden bit T times, while the input shows
/// what was said last. A mistake costs 1.
/// </summary>
/// <remarks>
/// <para>
/// An episode has a label, 0 or 1, drawn fairly. Before the first step the previous output is the label. Each step has a
/// look k, drawn evenly. With L looks the observation has 2L numbers, all 0 but two: number k is the previous output (1 for
/// 1, -1 for 0), number L + k is the cue, the label in the same signs times <see cref="CopyChainOptions.CueScale"/>. The
/// action is the output, its reward 0 when it is the label and -1 when it is not; after T outputs the episode is truncated.
/// </para>
/// <para>
/// The expert follows the cue, so in its demonstrations the previous output and the cue always agree: no amount of them
/// tells "follow the cue" from "copy yourself". A learner that weighs features by their size copies. Let it err with
/// probability eps a step on the demonstrations' distribution, and let q_t be the probability that output t is wrong. A
/// wrong output comes from a right one that was copied wrongly, or from a wrong one that was copied rightly:
/// q_0 = 0, q_t = (1 - eps) q_(t-1) + eps (1 - q_(t-1)), hence q_t = (1 - (1 - 2 eps)^t) / 2, and the sum of q_1 to q_T is
/// T/2 - (1 - (1 - 2 eps)^(T+1)) / (4 eps) + 1/2, which <see cref="CompoundingError"/> computes. It grows as
/// T^2 eps / 2 until it saturates near T/2. Labels on the learner's own states break the agreement, the cue becomes the
/// only feature that fits them, and errors no longer carry over: T eps.
/// </para>
/// <para>
/// Errors can be injected (a copying policy whose outputs are flipped with probability eps) or learned: with many looks and
/// few demonstrations, a learner that answers an unseen look (probability u) with one fixed output never leaves a wrong
/// chain where that output is wrong and never enters one where it is right. Averaged over the label this is the same sum
/// with eps = u/2.
/// </para>
/// <para>
/// Source: M. Kaariainen, "Lower bounds for reductions" (Atomic Learning Workshop, 2006), by way of S. Ross, G. Gordon and
/// D. Bagnell, "A Reduction of Imitation Learning and Structured Prediction to No-Regret Online Learning" (2011), footnote 1,
/// which gives the closed form. The cue and the looks are this platform's, so that recovery can be learned.
/// </para>
/// </remarks>
public sealed class CopyChainEnvironment : EpisodicEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    public const string RegisteredName = "CopyChain";

    private const int Label = 0;
    private const int Previous = 1;
    private const int Look = 2;

    private readonly CopyChainOptions _options;
    private IDrawSource? _draws;

    public CopyChainEnvironment(CopyChainOptions options)
        : base(RegisteredName, ObservationOf(options), new DiscreteSpace(2), ["label", "previous", "look"], options.Horizon) =>
        _options = options;

    public IReadOnlyList<Quantity> ObservationEntries => CopyChainPicture.Observations(_options.Looks);

    public IReadOnlyList<Quantity> ActionEntries => CopyChainPicture.Actions;

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action) => CopyChainPicture.Draw(observation, action);

    /// <summary>Draws the label, then the first look.</summary>
    protected override void Start(IDrawSource draws, Span<double> state)
    {
        state[Label] = draws.NextDouble() < 0.5 ? 0 : 1;
        state[Previous] = state[Label];
        state[Look] = DrawLook(draws);
    }

    protected override void Attach(IDrawSource draws) => _draws = draws;

    protected override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        reward = action[0] == state[Label] ? 0.0 : -1.0;
        state[Previous] = action[0];
        state[Look] = DrawLook(_draws!);
        return false;
    }

    protected override void Observe(ReadOnlySpan<double> state, Span<double> observation)
    {
        observation.Clear();
        var look = (int)state[Look];
        observation[look] = Sign(state[Previous]);
        observation[_options.Looks + look] = Sign(state[Label]) * _options.CueScale;
    }

    protected override void Validate(ReadOnlySpan<double> state)
    {
        Require("label", state[Label], 1);
        Require("previous", state[Previous], 1);
        Require("look", state[Look], _options.Looks - 1);
    }

    private static void Require(string field, double value, int largest)
    {
        if (value < 0 || value > largest || value != Math.Floor(value))
        {
            throw new InvalidInputException(
                $"State of {RegisteredName}: field '{field}' is {value}; expected a whole number from 0 to {largest}.");
        }
    }

    private static double Sign(double bit) => bit == 1 ? 1 : -1;

    private static BoxSpace ObservationOf(CopyChainOptions options)
    {
        var high = new double[2 * options.Looks];
        high.AsSpan(0, options.Looks).Fill(1);
        high.AsSpan(options.Looks).Fill(options.CueScale);
        return new BoxSpace(Array.ConvertAll(high, bound => -bound), high);
    }

    private double DrawLook(IDrawSource draws) => Math.Floor(draws.NextDouble() * _options.Looks);
}
