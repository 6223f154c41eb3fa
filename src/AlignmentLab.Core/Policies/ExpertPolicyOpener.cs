using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class ExpertPolicyOpener : IPolicyOpener<ExpertPolicy>
{
    public ValueTask<IActor> OpenAsync(ExpertPolicy policy, PolicyScope scope, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IActor>(scope.CreateExpert(policy.Expert) switch { IDistributionExpert chooser => new Chooser(chooser), var expert => new Actor(expert) });

    private class Actor(IScriptedExpert expert) : IActor
    {
        public void Begin(IDrawSource draws) => expert.Begin(draws);

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => expert.Act(observation, action);
    }

    private sealed class Chooser(IDistributionExpert expert) : Actor(expert), IDistributionActor
    {
        private readonly IDistributionExpert _expert = expert;

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities) => _expert.Distribution(observation, probabilities);
    }
}
