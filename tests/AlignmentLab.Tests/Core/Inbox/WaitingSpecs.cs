using AlignmentLab.Amplification;
using AlignmentLab.Debate;
using AlignmentLab.Environments;
using AlignmentLab.RewardModeling;
using Autofac;

namespace AlignmentLab.Tests.Core.Inbox;

/// <summary>Small runs that ask people, one a kind.</summary>
internal static class WaitingSpecs
{
    public const string Comparison = """
        name: compared
        algorithm: compare-policies
        environment: { name: Pendulum-v1, options: { maxEpisodeSteps: 12 } }
        detectors: []
        options: { pairs: 4, fragmentSteps: 5, judge: human }
        """;

    public const string Decomposition = """
        name: split
        algorithm: factored-answer
        environment: none
        detectors: []
        options: { question: What is the whole?, depth: 1, passages: ["A source."] }
        """;

    public const string Debate = """
        name: debated
        algorithm: judged-debate
        environment: none
        detectors: []
        options:
          design: crossed
          conditions: [debate]
          questions:
            - question: Is 21 odd?
              positions: ["It is odd.", "It is even."]
              correct: 1
              arguments:
                - { for: 1, turn: 1, text: "It is 2 times 10 and 1." }
                - { for: 2, turn: 1, text: "Its first digit is even." }
        """;

    public static Module[] Plugins => [new EnvironmentsModule(), new RewardModelingModule(), new AmplificationModule(), new DebateModule()];
}
