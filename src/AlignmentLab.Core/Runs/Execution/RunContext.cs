using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>One place in the call tree: it numbers what is asked here and hands it to the session.</summary>
internal sealed class RunContext(RunSession session, RunDefinition definition, string path) : IRunContext
{
    private readonly HashSet<string> _branches = new(StringComparer.Ordinal);
    private int _ordinal;

    public EnvironmentInfo Environment => definition.Environment;

    public ExpertRef Expert => definition.Submitted.Expert ?? throw new InvalidInputException(
        $"The algorithm '{definition.Submitted.Algorithm.Name}' asks an expert, and there is none for {Environment.Reference.Name}: name one under 'expert'.");

    public IArtifactReader Artifacts => session.Artifacts;

    public CancellationToken Cancellation => session.Stopping;

    public IRunContext Branch(string key)
    {
        if (key.Length is 0 or > 60 || key.Contains('/'))
        {
            throw new ArgumentException($"'{key}' is no branch key: use 1 to 60 characters other than '/'.", nameof(key));
        }

        lock (_branches)
        {
            return _branches.Add(key)
                ? new RunContext(session, definition, $"{path}{key}/")
                : throw new ArgumentException($"The branch '{path}{key}' was opened before: its call ids would repeat.", nameof(key));
        }
    }

    public RandomStream Random(string purpose) => new(definition.Submitted.Seed, $"algorithm/{path}{purpose}");

    public Task<TResult> PerformAsync<TResult>(Effect<TResult> effect) =>
        session.PerformAsync([Number(effect)]).ContinueWith(
            static done => done.GetAwaiter().GetResult()[0],
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    public Task<IReadOnlyList<TResult>> PerformAllAsync<TResult>(IReadOnlyList<Effect<TResult>> effects) =>
        effects.Count == 0 ? Task.FromResult<IReadOnlyList<TResult>>([]) : session.PerformAsync([.. effects.Select(Number)]);

    public void Progress(double fraction) => session.Progress(fraction);

    public Task RecordAsync(Fact fact) => session.RecordAsync(Next(FactEventAttribute.Of(fact.GetType()).Name), fact);

    // Numbered before anything is awaited: the order in which the algorithm asks is the order of the ids.
    private NumberedEffect<TResult> Number<TResult>(Effect<TResult> effect) =>
        new(Next(EffectAttribute.Of(effect.GetType()).Name), effect);

    private CallId Next(string name) => new($"{path}{Interlocked.Increment(ref _ordinal)}/{name}");
}

/// <summary>An effect with its place in the call tree.</summary>
internal readonly record struct NumberedEffect<TResult>(CallId Call, Effect<TResult> Effect);
