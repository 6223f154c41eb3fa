using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Detection;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Compliance;

/// <summary>
/// A run as a detector sees it, put together by hand: effects at ascending versions, with their artifacts. For testing
/// detectors without running anything.
/// </summary>
public sealed class DetectorHistory : IArtifactReader
{
    private readonly Dictionary<Sha256, byte[]> _artifacts = [];
    private readonly List<Observed> _observed = [];
    private readonly Dictionary<Policy, Func<IActor>> _actors = [];

    /// <param name="environment">Where the run takes place.</param>
    public DetectorHistory(EnvironmentInfo environment) => Environment = environment;

    public EnvironmentInfo Environment { get; }

    /// <summary>What happened, in log order.</summary>
    public IReadOnlyList<Observed> Observed => _observed;

    /// <summary>Stores the bytes.</summary>
    public Artifact Put(byte[] content)
    {
        var artifact = new Artifact(Sha256.Of(content), content.Length);
        _artifacts[artifact.Hash] = content;
        return artifact;
    }

    /// <inheritdoc />
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Artifact artifact, CancellationToken cancellationToken = default) =>
        _artifacts.TryGetValue(artifact.Hash, out var content)
            ? new(content)
            : throw new EnvironmentFailureException($"The history does not hold the artifact {artifact.Hash}.");

    /// <summary>Says how a policy is opened; one of which nothing is said cannot be.</summary>
    public void Open(Policy policy, Func<IActor> open) => _actors[policy] = open;

    /// <summary>For <see cref="DetectorScope.OpenPolicy"/>.</summary>
    public ValueTask<IActor?> OpenAsync(Policy policy, CancellationToken cancellationToken) => new(_actors.GetValueOrDefault(policy)?.Invoke());

    /// <summary>Adds a completed effect at the next two versions.</summary>
    /// <param name="hidden">What was recorded beside the result and no learner sees.</param>
    public void Add(object request, object result, JsonObject? hidden = null) =>
        _observed.Add(new Observed(new CallId($"{_observed.Count + 1}/effect"), (2 * _observed.Count) + 1, (2 * _observed.Count) + 2, request, result, hidden));

    /// <summary>Adds a rollout of a policy.</summary>
    /// <param name="hidden">Its hidden performance, if there is one.</param>
    public void Rollout(Policy policy, Trajectory trajectory, double? hidden = null)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        Add(
            new RolloutRequest(policy, Environment.Reference),
            new Rollout(trajectory.Steps, trajectory.Rewards.Sum(), true, false, Put(trajectory.ToBytes())),
            hidden is { } performance ? new JsonObject { ["performance"] = performance } : null);
    }

    /// <summary>Adds the training of a policy on episodes, each row-major, of which every state was labelled.</summary>
    public LearnedPolicy Train(IReadOnlyList<double[]> episodes)
    {
        var size = Environment.ObservationSpace.Dimension;
        var parts = episodes.Select(e => new DatasetPart(
            Put(new StateLabels([.. Enumerable.Range(0, e.Length / size).Select(i => (long)i)], size, e, 1, new double[e.Length / size]).ToBytes()), e.Length / size)).ToList();
        var checkpoint = Put(BitConverter.GetBytes(_observed.Count));
        Add(new TrainRequest(new LearnerOptions(), Environment.Reference, new Dataset(parts), null), new TrainingResult(checkpoint, [], 1, "none/1"));
        return new LearnedPolicy(checkpoint);
    }

    /// <summary>Adds an evaluation in which a policy visited these episodes, each row-major.</summary>
    public void Evaluate(Policy policy, IReadOnlyList<double[]> episodes)
    {
        var size = Environment.ObservationSpace.Dimension;
        double[] returns = [.. episodes.Select(e => (double)e.Length / size)];
        var visited = Put(new VisitedStates(size, [.. episodes.SelectMany(e => e)], [.. episodes.Select(e => (long)(e.Length / size))]).ToBytes());
        Add(
            new EvaluateRequest(policy, Environment.Reference, episodes.Count, "validation"),
            new Evaluation(returns, returns.Average(), 0, (long)returns.Sum(), visited));
    }
}
