using AlignmentLab.Events;

namespace AlignmentLab.Algorithms;

/// <summary>Names one execution of a spec with one seed, such as <c>dagger-cartpole-0-k3f9qx</c>.</summary>
public readonly record struct RunId(string Value)
{
    /// <summary>The category of runs' own streams.</summary>
    public const string Category = "run";

    /// <summary>The category of runs' operations streams.</summary>
    public const string OperationsCategory = "ops";

    /// <summary>The run's own stream: requests, results and facts.</summary>
    public StreamId Stream => new("run-" + Value);

    /// <summary>The stream beside it for what does not decide anything: attempts, heartbeats, sessions, cancellations.</summary>
    public StreamId OperationsStream => new("ops-" + Value);

    /// <summary>The run whose stream it is.</summary>
    /// <exception cref="ArgumentException">It is no run's stream.</exception>
    public static RunId Of(StreamId stream) => Named(stream, Category);

    /// <summary>The run whose operations stream it is.</summary>
    /// <exception cref="ArgumentException">It is no run's operations stream.</exception>
    public static RunId OfOperations(StreamId stream) => Named(stream, OperationsCategory);

    private static RunId Named(StreamId stream, string category) => stream.Category == category
        ? new RunId(stream.Value[(category.Length + 1)..])
        : throw new ArgumentException($"{stream} is of the category {stream.Category}, not {category}.", nameof(stream));

    public override string ToString() => Value;
}
