using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class ExpertPolicyOpener : IPolicyOpener<ExpertPolicy>
{
    public ValueTask<IActor> OpenAsync(ExpertPolicy policy, PolicyScope scope, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IActor>(new Actor(scope.CreateExpert(policy.Expert)));

    private sealed class Actor(IScriptedExpert expert) : IActor
    {
        public void Begin(IDrawSource draws) => expert.Begin(draws);

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => expert.Act(observation, action);
    }
}
