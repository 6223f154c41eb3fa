using AlignmentLab.Experts;
using MediatR;

namespace AlignmentLab.Core.Runs.Submit;

/// <summary>What <see cref="SubmitRuns"/> would submit. Nothing is written.</summary>
/// <inheritdoc cref="SubmitRuns"/>
/// <exception cref="Errors.InvalidInputException">What <see cref="SubmitRuns"/> would say.</exception>
public sealed record PreviewRuns(string Text, string Source, IReadOnlyList<string> Settings, ulong? Seed = null) : IRequest<RunsPreview>;

/// <summary>The runs that a spec means.</summary>
/// <param name="Algorithms">The registered names, each once.</param>
/// <param name="Environments">The registered names, each once.</param>
/// <param name="Experts">The registered names, each once; none where nobody labels.</param>
/// <param name="Seeds">Seeds of each grid point.</param>
/// <param name="Points">Grid points; 1 where the spec has no grid.</param>
/// <param name="AsksPeople">The expert is people: the runs wait for them.</param>
public sealed record RunsPreview(
    string Name, IReadOnlyList<string> Algorithms, IReadOnlyList<string> Environments, IReadOnlyList<string> Experts, IReadOnlyList<ulong> Seeds, int Points, bool AsksPeople)
{
    /// <summary>How many runs it makes.</summary>
    public int Runs => Seeds.Count * Points;
}

internal sealed class PreviewRunsHandler(RunResolver resolver) : IRequestHandler<PreviewRuns, RunsPreview>
{
    public Task<RunsPreview> Handle(PreviewRuns request, CancellationToken cancellationToken)
    {
        var runs = resolver.Resolve(request.Text, request.Source, request.Settings, request.Seed);
        IReadOnlyList<ulong> seeds = [.. runs.Select(r => r.Seed).Distinct()];
        return Task.FromResult(new RunsPreview(
            runs[0].Name,
            Each(runs.Select(r => r.Algorithm.Name)),
            Each(runs.Select(r => r.Environment.Name)),
            Each(runs.Select(r => r.Expert?.Name).OfType<string>()),
            seeds,
            runs.Count / seeds.Count,
            runs.Any(r => r.Expert is { } expert && HumanExpert.Is(expert))));
    }

    private static IReadOnlyList<string> Each(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal)];
}
