using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Rewards;

namespace AlignmentLab.Quantilization.Search;

/// <summary>Searches on a copy of the environment, so that what is looked at leaves the episode as it is.</summary>
internal sealed class SearchHandler : IEffectHandler<SearchRequest, SearchedEpisodes>
{
    public async Task<EffectOutcome<SearchedEpisodes>> HandleAsync(SearchRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        var search = new ProposalSearch(
            effect.Limits,
            scope.CreateEnvironment(effect.Environment),
            await scope.OpenPolicyAsync(effect.Base, effect.Environment, cancellationToken),
            await scope.OpenPolicyAsync(effect.Base, effect.Environment, cancellationToken),
            await scope.OpenRewardAsync(effect.Reward, effect.Environment, cancellationToken));
        var (returns, hidden, steps) = (new double[effect.Episodes], new double?[effect.Episodes], 0L);
        var (seen, action) = (new double[environment.ObservationSpace.Dimension], new double[environment.ActionSpace.Dimension]);
        for (var episode = 0; episode < effect.Episodes; episode++)
        {
            var random = scope.Random("episodes").Child(episode);
            environment.Reset(random.Child("world").CreateGenerator(), seen);
            search.Begin(random);
            var outcome = default(StepOutcome);
            while (!outcome.Done)
            {
                cancellationToken.ThrowIfCancellationRequested();
                search.Choose(environment.SaveState(), seen, action);
                outcome = environment.Step(action, seen);
                returns[episode] += outcome.Reward;
                steps++;
            }

            hidden[episode] = environment.HiddenPerformance;
            scope.Report((episode + 1.0) / effect.Episodes, "searching");
        }

        return new EffectOutcome<SearchedEpisodes>(
            new SearchedEpisodes(returns, steps, search.Searched),
            hidden.Contains(null) ? null : new JsonObject { ["performance"] = new JsonArray([.. hidden.Select(h => JsonValue.Create(h!.Value))]) });
    }

    /// <summary>Chooses one action of an episode after the other.</summary>
    private sealed class ProposalSearch(SearchLimits limits, IEnvironment copy, IActor proposer, IActor follower, IRewardFunction reward)
    {
        private readonly double[][] _proposals = [.. Enumerable.Range(0, limits.Candidates).Select(_ => new double[copy.ActionSpace.Dimension])];
        private readonly double[] _worth = new double[limits.Candidates];
        private readonly double[] _action = new double[copy.ActionSpace.Dimension];
        private double[] _seen = new double[copy.ObservationSpace.Dimension];
        private double[] _next = new double[copy.ObservationSpace.Dimension];
        private Pcg64 _draws = new(0);

        public long Searched { get; private set; }

        public void Begin(RandomStream random)
        {
            _draws = random.Child("search").CreateGenerator();
            proposer.Begin(random.Child("proposals").CreateGenerator());
        }

        public void Choose(JsonNode state, ReadOnlySpan<double> observation, Span<double> action)
        {
            for (var i = 0; i < _proposals.Length; i++)
            {
                proposer.Act(observation, _proposals[i]);
                _worth[i] = Follow(state, _proposals[i]);
            }

            // The best ceil(q n); of equals those proposed first.
            var order = Enumerable.Range(0, _worth.Length).OrderByDescending(i => _worth[i]).ToArray();
            var kept = (int)Math.Ceiling(limits.Quantile * order.Length);
            _proposals[order[(int)_draws.NextInteger(0, kept)]].CopyTo(action);
        }

        // What a proposal and what the base does after it are worth in one copy of what may come.
        private double Follow(JsonNode state, double[] proposal)
        {
            copy.Restore(state, _draws, _seen);
            follower.Begin(_draws);
            proposal.CopyTo(_action, 0);
            var worth = 0.0;
            for (var step = 0; step < limits.Depth; step++)
            {
                if (step > 0)
                {
                    follower.Act(_seen, _action);
                }

                var outcome = copy.Step(_action, _next);
                Searched++;
                worth += reward.Reward(_seen, _action, _next, outcome.Reward);
                (_seen, _next) = (_next, _seen);
                if (outcome.Done)
                {
                    break;
                }
            }

            return worth;
        }
    }
}
