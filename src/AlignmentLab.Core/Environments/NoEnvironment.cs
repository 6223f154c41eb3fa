using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Environments;

/// <summary>For algorithms that only ask questions: a spec names an environment, and this one has nothing to act in.</summary>
internal sealed class NoEnvironmentFactory : IEnvironmentFactory
{
    public string Name => "none";

    public string Description => "Nothing to act in: for algorithms that only ask questions.";

    public Type OptionsType => typeof(NoOptions);

    public IEnvironment Create(object options) => new NoEnvironment();

    private sealed class NoEnvironment : IEnvironment
    {
        private bool _begun;

        public string Name => "none";

        public Space ObservationSpace { get; } = new DiscreteSpace(1);

        public Space ActionSpace { get; } = new DiscreteSpace(1);

        public int MaxSteps => 1;

        public double? HiddenPerformance => null;

        public IReadOnlyList<string>? Board => null;

        public void Reset(IDrawSource draws, Span<double> observation) => (_begun, observation[0]) = (true, 0);

        public StepOutcome Step(ReadOnlySpan<double> action, Span<double> observation)
        {
            if (!ActionSpace.Contains(action))
            {
                throw new ArgumentException("The one action of 'none' is 0.", nameof(action));
            }

            if (!_begun)
            {
                throw new InvalidOperationException("The episode is over, or was never started.");
            }

            (_begun, observation[0]) = (false, 0);
            return new StepOutcome(0, Terminated: true, Truncated: false);
        }

        public JsonNode SaveState() => new JsonObject { ["begun"] = _begun };

        public void Restore(JsonNode state, IDrawSource draws, Span<double> observation)
        {
            _begun = state is JsonObject saved && saved["begun"] is JsonValue begun && begun.TryGetValue(out bool value)
                ? value
                : throw new InvalidInputException("begun: expected true or false.");
            observation[0] = 0;
        }
    }
}
