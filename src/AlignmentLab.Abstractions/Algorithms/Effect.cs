using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;

namespace AlignmentLab.Algorithms;

/// <summary>
/// Something that an algorithm asks of the world, as data. Its JSON form is the request event; the job that works it out
/// returns a <typeparamref name="TResult"/>, whose JSON form is in the result event.
/// </summary>
public abstract record Effect<TResult>;

/// <summary>Gives an effect its stored names and its queue.</summary>
/// <param name="name">The last part of the call id, such as <c>train</c>.</param>
/// <param name="requested">Type of the request event, with its version, such as <c>training-requested.v1</c>.</param>
/// <param name="completed">Type of the result event, with its version, such as <c>training-completed.v1</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EffectAttribute(string name, string requested, string completed) : Attribute
{
    private static readonly ConcurrentDictionary<Type, EffectAttribute> Known = new();

    public string Name { get; } = name;
    public string Requested { get; } = requested;
    public string Completed { get; } = completed;

    /// <summary>The job queue: <c>cpu</c> or <c>gpu</c>.</summary>
    public string Queue { get; init; } = "cpu";

    /// <exception cref="ArgumentException">The type has no <see cref="EffectAttribute"/>.</exception>
    public static EffectAttribute Of(Type effect) => Known.GetOrAdd(effect, type => type.GetCustomAttribute<EffectAttribute>()
        ?? throw new ArgumentException($"{type} has no [Effect] attribute.", nameof(effect)));
}

/// <summary>Something recorded as it is: its event is request and result in one.</summary>
public abstract record Fact;

/// <summary>Gives a fact its stored name.</summary>
/// <param name="name">The last part of the call id, such as <c>measure</c>.</param>
/// <param name="type">The event's type with its version, such as <c>measurement-recorded.v1</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactEventAttribute(string name, string type) : Attribute
{
    private static readonly ConcurrentDictionary<Type, FactEventAttribute> Known = new();

    public string Name { get; } = name;
    public string Type { get; } = type;

    /// <exception cref="ArgumentException">The type has no <see cref="FactEventAttribute"/>.</exception>
    public static FactEventAttribute Of(Type fact) => Known.GetOrAdd(fact, type => type.GetCustomAttribute<FactEventAttribute>()
        ?? throw new ArgumentException($"{type} has no [Fact] attribute.", nameof(fact)));
}

/// <summary>An effect that asks an expert or a judge. Its queries are charged to the run's budget before it starts.</summary>
public interface IExpertQueries
{
    /// <summary>How many states, pairs or questions it asks about, 0 or more.</summary>
    long ExpertQueries { get; }

    /// <summary>Whether people answer it.</summary>
    bool AsksPeople => false;
}

/// <summary>What a job gives back.</summary>
/// <param name="Result">What the algorithm gets.</param>
/// <param name="Hidden">
/// What is recorded beside it for auditors and detectors, such as hidden performance. No <see cref="IRunContext"/> hands it out.
/// </param>
public sealed record EffectOutcome<TResult>(TResult Result, JsonObject? Hidden = null);
