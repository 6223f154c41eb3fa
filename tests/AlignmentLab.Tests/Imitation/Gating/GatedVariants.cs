namespace AlignmentLab.Tests.Imitation.Gating;

/// <summary>One small run of each algorithm that asks the expert within episodes, all on the copy chain with the counted expert.</summary>
internal static class GatedVariants
{
    public static readonly string[] Names = ["aggrevate", "safe-dagger", "ensemble-dagger", "ensemble-dagger by doubt", "dropout-dagger", "thrifty-dagger", "hg-dagger", "hg-dagger by bounds"];

    /// <summary>Those with a gate.</summary>
    public static readonly string[] Gated = Names[1..];

    public static string Spec(string name) => $$"""
        name: {{name.Replace(' ', '-')}}
        algorithm: {{name.Split(' ')[0]}}
        environment: { name: CopyChain, options: { horizon: 6, looks: 40 } }
        expert: {{CountedExperts.Name}}
        detectors: []
        options: { rounds: 3, evaluationEpisodes: 1, {{Options(name)}}, learner: { epochs: 1, model: {{(name == "dropout-dagger" ? "{ hidden: [4], dropout: 0.2 }" : "{ kind: linear }")}} } }
        """;

    private static string Options(string name) => name switch
    {
        "aggrevate" => "labels: 40, validationEpisodes: 1",
        "safe-dagger" => "labels: 40, demonstrations: 8, safetyLabels: 5, episodesPerRound: 2, labelsPerRound: 9, safety: { epochs: 1, model: { kind: linear } }",
        "ensemble-dagger" => "labels: 40, demonstrations: 8, episodesPerRound: 2, labelsPerRound: 9, members: 2",
        "ensemble-dagger by doubt" => "labels: 40, demonstrations: 8, episodesPerRound: 2, labelsPerRound: 9, members: 2, doubt: 0.001, rule: doubt",
        "dropout-dagger" => "labels: 40, demonstrations: 8, episodesPerRound: 2, labelsPerRound: 9, samples: 4",
        "thrifty-dagger" => "labels: 40, demonstrations: 8, thresholdLabels: 5, interventionRate: 0.4, episodesPerRound: 2, labelsPerRound: 9, members: 2, risk: { epochs: 1, model: { kind: linear } }",
        "hg-dagger" => "labels: 40, demonstrations: 8, episodesPerRound: 2, labelsPerRound: 9, members: 2, opensAfter: 1, closesAfter: 2",
        "hg-dagger by bounds" => "labels: 40, demonstrations: 8, episodesPerRound: 2, labelsPerRound: 9, members: 2, opensAfter: 1, closesAfter: 1, danger: { bounds: [{ feature: 0, least: -0.5, most: 0.5 }, { feature: 45, least: 0, most: 0 }] }",
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
