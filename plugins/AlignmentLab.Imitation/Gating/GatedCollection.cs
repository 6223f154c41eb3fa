using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Gating;

/// <summary>What an algorithm with a gate has collected, and what it may still ask: every label of a run is counted here.</summary>
internal sealed class GatedCollection
{
    private readonly GatedOptions _options;
    private readonly IRunContext _run;
    private long _spent;

    /// <exception cref="InvalidInputException">The expert is people, who cannot take over within an episode.</exception>
    public GatedCollection(GatedOptions options, IRunContext run)
    {
        ActingExpert.Check(run);
        (_options, _run) = (options, run);
    }

    /// <summary>The labelled states, but those set aside.</summary>
    public Dataset Dataset { get; private set; } = Dataset.Empty;

    /// <summary>Whether the expert may be asked again.</summary>
    public bool HasLabels => _spent < _options.Labels;

    /// <summary>Episodes in which the expert acts throughout, until it has been asked so often; the last is cut. The novice learns from them.</summary>
    public async Task<IReadOnlyList<GatedEpisode>> DemonstrateAsync(int labels)
    {
        var episodes = await DemonstrationsAsync(labels);
        Add(episodes);
        return episodes;
    }

    /// <summary>The same with labels that the novice does not learn from.</summary>
    public async Task<Dataset> SetAsideAsync(int labels) => Labels(await DemonstrationsAsync(labels));

    /// <summary>A round's episodes, with what is left of its labels and of the run's.</summary>
    /// <param name="gate">The gate of the next episode, given those of the round so far.</param>
    public async Task<IReadOnlyList<GatedEpisode>> RoundAsync(Policy novice, Func<IReadOnlyList<GatedEpisode>, Task<Gate>> gate)
    {
        var episodes = new List<GatedEpisode>();
        for (var left = Math.Min(_options.LabelsPerRound, _options.Labels - _spent); left > 0 && episodes.Count < _options.EpisodesPerRound; left -= episodes[^1].Count)
        {
            episodes.Add(await PlayAsync(novice, await gate(episodes), left));
        }

        Add(episodes);
        return episodes;
    }

    /// <inheritdoc cref="RoundAsync(Policy, Func{IReadOnlyList{GatedEpisode}, Task{Gate}})"/>
    public Task<IReadOnlyList<GatedEpisode>> RoundAsync(Policy novice, Gate gate) => RoundAsync(novice, _ => Task.FromResult(gate));

    /// <summary>Records what a round took, and how the novice that came of it fares by itself.</summary>
    public async Task MeasureAsync(int round, IReadOnlyList<GatedEpisode> episodes, Policy novice)
    {
        await _run.MeasureAsync("labels", _spent, round, "labels");
        await _run.MeasureAsync("expert-share", (double)episodes.Sum(e => e.ExpertSteps) / episodes.Sum(e => e.Steps), round, "share of steps");
        await _run.MeasureAsync("interventions", episodes.Sum(e => e.Interventions), round, "takeovers");
        if (episodes.Sum(e => e.Count) is > 0 and var labels)
        {
            await _run.MeasureAsync("disagreement", (double)episodes.Sum(e => e.Disagreements) / labels, round, "share of labelled states");
        }

        if (_options.ValidationEpisodes > 0)
        {
            var validation = await _run.EvaluateAsync(novice, _options.ValidationEpisodes, "validation");
            await _run.MeasureAsync("validation-return", validation.Mean, _spent, "return");
        }

        _run.Progress((double)round / _options.Rounds);
    }

    /// <summary>The final evaluation of the novice by itself.</summary>
    public Task MeasureTestAsync(Policy novice) => _run.MeasureTestAsync(novice, _options.EvaluationEpisodes, _options.NormalizeReturn, _spent);

    private async Task<IReadOnlyList<GatedEpisode>> DemonstrationsAsync(int labels)
    {
        var episodes = new List<GatedEpisode>();
        for (long left = labels; left > 0; left -= episodes[^1].Count)
        {
            episodes.Add(await PlayAsync(new UniformPolicy(), new ExpertGate(), left));
        }

        return episodes;
    }

    private async Task<GatedEpisode> PlayAsync(Policy novice, Gate gate, long limit)
    {
        var episode = await _run.PerformAsync(new PlayGatedRequest(novice, gate, _run.Expert, _run.Environment.Reference, limit));
        _spent += episode.Count;
        return episode;
    }

    private void Add(IEnumerable<GatedEpisode> episodes) => Dataset = new Dataset([.. Dataset.Parts, .. Labels(episodes).Parts]);

    private static Dataset Labels(IEnumerable<GatedEpisode> episodes) =>
        new([.. episodes.Where(e => e.Labels is not null).Select(e => new DatasetPart(e.Labels!, e.Count))]);
}
