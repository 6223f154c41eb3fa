using AlignmentLab.Artifacts;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Detection;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Policies;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Rewards;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using Autofac;
using FluentValidation;
using MediatR;

namespace AlignmentLab.Core;

/// <summary>The use cases. The host adds the engines and the plugin folders.</summary>
/// <param name="pluginFolders">Folders with one subfolder a plugin.</param>
public sealed class CoreModule(IReadOnlyList<string> pluginFolders) : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.Register(context => new PluginLoader(context.Resolve<ILifetimeScope>()).Load(pluginFolders)).As<IPluginCatalog>().SingleInstance();
        builder.RegisterType<Mediator>().As<IMediator>().SingleInstance();
        builder.Register<ServiceFactory>(context =>
        {
            var scope = context.Resolve<IComponentContext>();
            var catalog = (PluginCatalog)scope.Resolve<IPluginCatalog>();
            return service => HandlersOf(service, scope, catalog);
        }).SingleInstance();

        builder.RegisterAssemblyTypes(ThisAssembly).AsClosedTypesOf(typeof(IRequestHandler<,>)).SingleInstance();
        builder.RegisterType<RunSpecValidator>().AsImplementedInterfaces().SingleInstance();
        foreach (var type in (Type[])
                 [
                     typeof(RunReader), typeof(RunStreams), typeof(RunSummaries), typeof(RunMetrics), typeof(TypedEvents), typeof(RecordedEffects), typeof(RunResolver), typeof(RunSubmission), typeof(RunExecutor),
                     typeof(AlgorithmRunner), typeof(EffectScopes), typeof(LabArtifacts), typeof(PolicyOpeners), typeof(HiddenFigures), typeof(RewardOpeners), typeof(RunWatchers), typeof(ObservedEvents),
                     typeof(IncidentLog), typeof(ChainVerifier), typeof(ArtifactVerifier), typeof(TransparencyVerifier), typeof(TransparencyLog), typeof(PendingQueries), typeof(OpenDemands), typeof(DemandedStates), typeof(AnswerDesk), typeof(EffectReplay),
                     typeof(RecordedQueries), typeof(ForkOrigin), typeof(ForkPrefix), typeof(PrefixComparison), typeof(OldEvents), typeof(Accounts), typeof(AccessTokens), typeof(LabView),
                     typeof(RolloutReader), typeof(EvaluationReader), typeof(PlayRequests), typeof(LabelReader), typeof(RecordedArtifacts),
                 ])
        {
            builder.RegisterType(type).AsSelf().SingleInstance();
        }

        builder.RegisterType<AnsweredMeanwhile>().As<INotificationHandler<RunWaits>>().SingleInstance();
        builder.Register(context => context.Resolve<LabArtifacts>()).As<IArtifactReader>().SingleInstance();
        builder.RegisterType<JobExecutor>().AsSelf().As<IJobExecutor>().SingleInstance();
    }

    // A notification goes to the host's handlers and to those of every plugin, whose registrations live in scopes of their own.
    private static object HandlersOf(Type service, IComponentContext scope, PluginCatalog catalog)
    {
        if (service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            && service.GetGenericArguments()[0] is { IsGenericType: true } handler && handler.GetGenericTypeDefinition() == typeof(INotificationHandler<>))
        {
            var all = ((IEnumerable<object>)scope.Resolve(service)).Concat(catalog.ResolveEvery(handler)).Distinct().ToArray();
            var typed = Array.CreateInstance(handler, all.Length);
            all.CopyTo(typed, 0);
            return typed;
        }

        return scope.Resolve(service);
    }
}
