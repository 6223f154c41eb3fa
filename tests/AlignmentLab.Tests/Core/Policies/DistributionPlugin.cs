using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using AlignmentLab.Plugins;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Rewards;
using Autofac;

namespace AlignmentLab.Tests.Core.Policies;

/// <summary>Asks a policy how likely its choices are, and counts how often it takes them.</summary>
[Effect("choices", "choices-requested.v1", "choices-recorded.v1")]
public sealed record ChoicesRequest(EnvironmentRef Environment, string Policy, double[] Observation, int Draws) : Effect<Choices>;

public sealed record Choices(double[] Probabilities, double[] Shares);

public sealed class ChoicesHandler : IEffectHandler<ChoicesRequest, Choices>
{
    public async Task<EffectOutcome<Choices>> HandleAsync(ChoicesRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var table = await scope.WriteAsync(new PolicyTable(2, [0.2, 0.8], 2, [7, 7]).ToBytes(), cancellationToken);
        Policy policy = effect.Policy switch
        {
            "uniform" => new UniformPolicy(),
            "tabular" => new TabularPolicy(table),
            "mixture" => Policy.Mixture(0.25, new UniformPolicy(), new TabularPolicy(table)),
            _ => new ErringPolicy(0.1, new TabularPolicy(table)),
        };
        var actor = (IDistributionActor)await scope.OpenPolicyAsync(policy, effect.Environment, cancellationToken);
        actor.Begin(scope.Random("acts").CreateGenerator());
        var (probabilities, shares, action) = (new double[2], new double[2], new double[1]);
        actor.Distribution(effect.Observation, probabilities);
        for (var i = 0; i < effect.Draws; i++)
        {
            actor.Act(effect.Observation, action);
            shares[(int)action[0]] += 1.0 / effect.Draws;
        }

        return new EffectOutcome<Choices>(new Choices(probabilities, shares));
    }
}

public sealed record ChoicesOptions
{
    public string Policy { get; init; } = "uniform";

    public double Observation { get; init; } = 7;

    public bool BadReward { get; init; }
}

public sealed class ChoicesAlgorithm : IAlgorithm<ChoicesOptions>
{
    public async Task RunAsync(ChoicesOptions options, IRunContext run)
    {
        if (options.BadReward)
        {
            await run.PerformAsync(new PriceRequest(run.Environment.Reference, new BrokenReward()));
            return;
        }

        var choices = await run.PerformAsync(new ChoicesRequest(run.Environment.Reference, options.Policy, [options.Observation, options.Observation], 20_000));
        await run.MeasureAsync("probability", choices.Probabilities[1]);
        await run.MeasureAsync("share", choices.Shares[1]);
    }
}

/// <summary>A reward of one step.</summary>
[Effect("price", "price-requested.v1", "price-recorded.v1")]
public sealed record PriceRequest(EnvironmentRef Environment, RewardSource Reward) : Effect<double>;

public sealed class PriceHandler : IEffectHandler<PriceRequest, double>
{
    public async Task<EffectOutcome<double>> HandleAsync(PriceRequest effect, IEffectScope scope, CancellationToken cancellationToken) =>
        new((await scope.OpenRewardAsync(effect.Reward, effect.Environment, cancellationToken)).Reward([0], [1], [0], 0));
}

[RewardKind("broken.v1")]
public sealed record BrokenReward : RewardSource;

public sealed class BrokenRewardOpener : IRewardOpener<BrokenReward>, IRewardFunction
{
    public ValueTask<IRewardFunction> OpenAsync(BrokenReward source, RewardScope scope, CancellationToken cancellationToken) => ValueTask.FromResult<IRewardFunction>(this);

    public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible) => double.NaN;
}

public sealed class DistributionPlugin : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterAlgorithm<ChoicesAlgorithm, ChoicesOptions>("choices", version: 1, "Compares a policy's probabilities with its acts.");
        builder.RegisterEffect<ChoicesRequest, Choices, ChoicesHandler>();
        builder.RegisterEffect<PriceRequest, double, PriceHandler>();
        builder.RegisterReward<BrokenReward, BrokenRewardOpener>();
    }
}
