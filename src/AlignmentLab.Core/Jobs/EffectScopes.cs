using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Policies;
using AlignmentLab.Core.Rewards;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Rewards;

namespace AlignmentLab.Core.Jobs;

/// <summary>Makes the scope that a job works in.</summary>
internal sealed class EffectScopes(RunReader runs, IPluginCatalog catalog, LabArtifacts artifacts, PolicyOpeners policies, RewardOpeners rewards, ITrainer trainer, IModelRuntime models)
{
    /// <param name="writesArtifacts">False for a job that is repeated to be compared: what it makes is only hashed.</param>
    public async ValueTask<IEffectScope> ForAsync(
        JobId job, IProgress<double> heartbeat, bool writesArtifacts, CancellationToken cancellationToken)
    {
        var submitted = await runs.SubmittedAsync(job.Run, cancellationToken);
        return new Scope(job, submitted.Seed, heartbeat, writesArtifacts ? artifacts : new HashedArtifacts(artifacts), runs, catalog, policies, rewards, trainer, models);
    }

    private sealed class Scope(
        JobId job, ulong runSeed, IProgress<double> heartbeat, IArtifactStore artifacts, RunReader runs, IPluginCatalog catalog,
        PolicyOpeners policies, RewardOpeners rewards, ITrainer trainer, IModelRuntime models)
        : IEffectScope
    {
        public RunId Run => job.Run;

        public CallId Call => job.Call;

        public RandomStream Random(string purpose) => new(runSeed, $"{Call}/{purpose}");

        public RandomStream CommonRandom(string purpose) => new(runSeed, $"common/{purpose}");

        public ulong Seed(string purpose) => Random(purpose).CreateGenerator().NextUInt64();

        public IEnvironment CreateEnvironment(EnvironmentRef reference) => runs.Create(reference);

        public ValueTask<IActor> OpenPolicyAsync(Policy policy, EnvironmentRef environment, CancellationToken cancellationToken) =>
            policies.OpenAsync(policy, new PolicyScope(
                Describe(environment), artifacts, (inner, token) => OpenPolicyAsync(inner, environment, token), e => CreateExpert(e, environment), () => CreateEnvironment(environment)), cancellationToken);

        public ValueTask<IRewardFunction> OpenRewardAsync(RewardSource source, EnvironmentRef environment, CancellationToken cancellationToken) =>
            rewards.OpenAsync(source, new RewardScope(
                Describe(environment), OpenModelAsync, (inner, token) => OpenRewardAsync(inner, environment, token), CreateJudge), cancellationToken);

        public ITrainer Trainer => trainer;

        public async ValueTask<IModel> OpenModelAsync(Artifact checkpoint, CancellationToken cancellationToken) =>
            models.Open(await ReadAsync(checkpoint, cancellationToken));

        public IScriptedExpert CreateExpert(ExpertRef expert, EnvironmentRef environment)
        {
            var factory = catalog.Expert(expert.Name);
            var options = OptionsJson.Read(expert.Options, factory.OptionsType, $"expert {expert.Name}");
            return factory.Create(options, CreateEnvironment(environment));
        }

        public IScriptedJudge CreateJudge(JudgeRef judge)
        {
            var factory = catalog.Judge(judge.Name);
            return factory.Create(OptionsJson.Read(judge.Options, factory.OptionsType, $"judge {judge.Name}"));
        }

        public void Report(double fraction, string? what = null) => heartbeat.Report(fraction);

        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Artifact artifact, CancellationToken cancellationToken = default) =>
            artifacts.ReadAsync(artifact, cancellationToken);

        public ValueTask<Artifact> WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
            artifacts.WriteAsync(content, cancellationToken);

        private EnvironmentInfo Describe(EnvironmentRef reference) => EnvironmentInfo.Of(reference, CreateEnvironment(reference));
    }
}
