using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;

namespace AlignmentLab.Algorithms;

/// <summary>
/// All that an algorithm can do to the world. Every effect has a call id that follows from the order in which the algorithm
/// asks; its result comes from the run's history when that holds it, and is worked out, recorded and returned when not.
/// </summary>
/// <remarks>
/// Ask from one flow of control: effects may be started together and awaited together, but from one thread at a time. For
/// parallel subtasks take a <see cref="Branch"/> each.
/// </remarks>
public interface IRunContext
{
    /// <summary>The environment of the spec.</summary>
    EnvironmentInfo Environment { get; }

    /// <summary>The expert of the spec.</summary>
    /// <exception cref="Errors.InvalidInputException">The spec names none.</exception>
    ExpertRef Expert { get; }

    /// <summary>Reads what effects have stored.</summary>
    IArtifactReader Artifacts { get; }

    /// <summary>Cancelled when the run is to stop.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>A child context with call ids of its own.</summary>
    /// <param name="key">Unique within this context: 1 to 60 characters other than <c>/</c>.</param>
    IRunContext Branch(string key);

    /// <summary>A generator that depends on the run's seed, this context's place in the call tree and the purpose alone.</summary>
    RandomStream Random(string purpose);

    /// <summary>Performs one effect.</summary>
    /// <exception cref="EffectFailedException">The job failed for good; the failure is recorded and repeats on replay.</exception>
    /// <exception cref="BudgetExhaustedException">The effect would overdraw a budget; it was not performed, and the refusal is recorded.</exception>
    Task<TResult> PerformAsync<TResult>(Effect<TResult> effect);

    /// <summary>Performs several effects, which may run in parallel; results come in the order asked.</summary>
    Task<IReadOnlyList<TResult>> PerformAllAsync<TResult>(IReadOnlyList<Effect<TResult>> effects);

    /// <summary>Tells watchers how far the algorithm is. It is advice: nothing is recorded and nothing depends on it.</summary>
    /// <param name="fraction">In [0, 1].</param>
    void Progress(double fraction);

    /// <summary>Records something that needs no work: a measurement, a note, a plugin's own event.</summary>
    Task RecordAsync(Fact fact);
}
