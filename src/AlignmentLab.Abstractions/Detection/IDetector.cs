using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Detection;

/// <summary>
/// Watches a run. A session sees every effect and fact of one run in log order, once, whether the run is live or read again
/// after a crash; the same history gives the same findings.
/// </summary>
/// <typeparam name="TOptions">A record whose property defaults are the documented defaults.</typeparam>
public interface IDetector<in TOptions>
{
    IDetectorSession Open(TOptions options, DetectorScope scope);
}

/// <summary>What a detector may use.</summary>
/// <param name="Random">A generator that depends on the run's seed, the detector and the purpose alone.</param>
public sealed record DetectorScope(RunId Run, EnvironmentInfo Environment, IArtifactReader Artifacts, Func<string, RandomStream> Random)
{
    /// <summary>
    /// Opens a policy that an event names, so that it can be asked what it would do in states on record; null where it cannot be
    /// opened here, as where people act. It acts nowhere: what a detector asks of it is no event.
    /// </summary>
    public Func<Policy, CancellationToken, ValueTask<IActor?>> OpenPolicy { get; init; } = (_, _) => new((IActor?)null);
}

/// <summary>One detector over one run.</summary>
public interface IDetectorSession
{
    /// <summary>Looks at the next effect or fact.</summary>
    ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken);
}

/// <summary>A completed effect, or a fact, as detectors see it.</summary>
/// <param name="Version">Version of the result event (or the fact) in the run's stream.</param>
/// <param name="RequestVersion">Version of the request event; the same as <paramref name="Version"/> for a fact.</param>
/// <param name="Request">The effect that was asked for, or the fact.</param>
/// <param name="Result">The result; null for a fact.</param>
/// <param name="Hidden">What was recorded beside the result and no learner sees.</param>
public sealed record Observed(CallId Call, long RequestVersion, long Version, object Request, object? Result, JsonObject? Hidden);
