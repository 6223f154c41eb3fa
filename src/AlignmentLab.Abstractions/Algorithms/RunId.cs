using AlignmentLab.Events;

namespace AlignmentLab.Algorithms;

/// <summary>Names one execution of a spec with one seed, such as <c>dagger-cartpole-0-k3f9qx</c>.</summary>
public readonly record struct RunId(string Value)
{
    /// <summary>The run's own stream: requests, results and facts.</summary>
    public StreamId Stream => new("run-" + Value);

    /// <summary>The stream beside it for what does not decide anything: attempts, heartbeats, sessions, cancellations.</summary>
    public StreamId OperationsStream => new("ops-" + Value);

    public override string ToString() => Value;
}
