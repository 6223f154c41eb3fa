using System.Globalization;
using System.Reflection;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Rollouts;

/// <summary>Says in words who a policy is.</summary>
/// <param name="models">The calls that trained models, by checkpoint.</param>
internal sealed class PolicyWords(IReadOnlyDictionary<Sha256, CallId> models)
{
    private const int HashDigits = 12;

    public string Of(Policy policy) => policy switch
    {
        ExpertPolicy expert => $"expert {expert.Expert.Name}{ActingAs(expert.Expert)}",
        LearnedPolicy learned => Model(learned.Checkpoint.Hash),
        SoftmaxPolicy drawn => string.Create(CultureInfo.InvariantCulture, $"draws from {Model(drawn.Checkpoint.Hash)}{(drawn.Temperature == 1 ? "" : $" at temperature {drawn.Temperature:0.####}")}"),
        MixturePolicy mixture => string.Create(CultureInfo.InvariantCulture, $"{Of(mixture.First)} ({100 * mixture.Beta:0.#}% of the steps) mixed with {Of(mixture.Second)}"),
        UniformPolicy => "uniformly random actions",
        ErringPolicy erring => string.Create(CultureInfo.InvariantCulture, $"{Of(erring.Inner)}, erring with probability {erring.Epsilon:0.####}"),
        PhasedPolicy phased => string.Concat(phased.Phases.Where(p => p.Steps > 0).Select(p => $"{Of(p.Policy)} ({p.Steps} {(p.Steps == 1 ? "step" : "steps")}), then ")) + Of(phased.Last),
        WeightedPolicy weighted => string.Join(", ", weighted.Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{Of(p.Policy)} ({100 * p.Weight / weighted.Parts.Sum(w => w.Weight):0.#}% of the steps)"))),
        NoisyPolicy noisy => string.Create(CultureInfo.InvariantCulture, $"{Of(noisy.Inner)}, with noise of deviation {noisy.Deviation:0.####}"),
        EnsemblePolicy ensemble => $"the mean of {string.Join(", ", ensemble.Members.Select(Of))}",
        GreedyReturnPolicy greedy => $"the largest return by {Model(greedy.Model.Hash)}",
        _ => OfKind(policy.GetType().GetCustomAttribute<PolicyKindAttribute>()?.Kind ?? policy.GetType().Name),
    };

    /// <summary>A policy of which only the kind is known, such as <c>planner.v1</c>.</summary>
    public static string OfKind(string kind) => $"policy {kind}";

    /// <summary>The checkpoints that a policy acts by.</summary>
    public static IEnumerable<Sha256> Checkpoints(Policy policy) => policy switch
    {
        LearnedPolicy learned => [learned.Checkpoint.Hash],
        SoftmaxPolicy softmax => [softmax.Checkpoint.Hash],
        MixturePolicy mixture => Checkpoints(mixture.First).Concat(Checkpoints(mixture.Second)),
        ErringPolicy erring => Checkpoints(erring.Inner),
        PhasedPolicy phased => phased.Phases.SelectMany(p => Checkpoints(p.Policy)).Concat(Checkpoints(phased.Last)),
        WeightedPolicy weighted => weighted.Parts.SelectMany(p => Checkpoints(p.Policy)),
        NoisyPolicy noisy => Checkpoints(noisy.Inner),
        EnsemblePolicy ensemble => ensemble.Members.SelectMany(Checkpoints),
        GreedyReturnPolicy greedy => [greedy.Model.Hash],
        _ => [],
    };

    private string Model(Sha256 checkpoint) => models.TryGetValue(checkpoint, out var call) ? $"model of {call}" : $"model {checkpoint.ToString()[..HashDigits]}";

    private static string ActingAs(ExpertRef expert) =>
        HumanExpert.Is(expert) && expert.Options["actsAs"] is { } name ? $" (acted for by {name})" : "";
}
