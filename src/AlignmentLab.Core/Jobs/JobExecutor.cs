using System.Collections.Concurrent;
using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Plugins;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Jobs;

/// <summary>
/// Carries a job out: reads the request from the log, has the plugin's handler work it out, appends the result. It knows
/// nothing of the queue that calls it, nor of the session that waits.
/// </summary>
internal sealed class JobExecutor(IEventStore store, IPluginCatalog catalog, RunStreams streams, EffectScopes scopes, IMediator mediator) : IJobExecutor
{
    public async Task ExecuteAsync(Job job, int attempt, IProgress<double> heartbeat, CancellationToken cancellationToken)
    {
        var stream = streams.Of(job.Id.Run);
        var request = await RequestAsync(job, cancellationToken);
        var descriptor = catalog.Effect(job.Handler);
        if (HandlerCall.For(descriptor).WaitsForPeople(catalog.Resolve(descriptor.Implementation), Effect(descriptor, request)))
        {
            // Asking was all that there is to do here; the answer comes through the log.
            await mediator.Publish(new RunWaits(job.Id.Run, job.Id.Call, request), cancellationToken);
            return;
        }

        var scope = await scopes.ForAsync(job.Id, heartbeat, writesArtifacts: true, cancellationToken);
        var outcome = await WorkOutAsync(descriptor, request, scope, cancellationToken);
        var completed = EffectAttribute.Of(descriptor.EffectType).Completed;
        await stream.AppendAsync(RunStream.Result(job.Id.Run, job.Id.Call, completed, outcome, job.Plugin));
    }

    public Task FailAsync(Job job, int attempts, Exception error, CancellationToken cancellationToken)
    {
        var failed = EventJson.Serialize(new EffectFailed(error.Message, attempts));
        return streams.Of(job.Id.Run).AppendAsync(
            RunStream.Result(job.Id.Run, job.Id.Call, StoredEventAttribute.NameOf(typeof(EffectFailed)), failed, job.Plugin));
    }

    /// <summary>The result event's data for a recorded request.</summary>
    /// <exception cref="EnvironmentFailureException">The request is not of a form that the handler reads.</exception>
    public Task<byte[]> WorkOutAsync(EffectDescriptor descriptor, RecordedEvent request, IEffectScope scope, CancellationToken cancellationToken) =>
        HandlerCall.For(descriptor).InvokeAsync(catalog.Resolve(descriptor.Implementation), Effect(descriptor, request), scope, cancellationToken);

    /// <summary>Whether an effect's handler has anything to say on what it cannot repeat.</summary>
    public static bool MayNotRepeat(EffectDescriptor descriptor)
    {
        var port = typeof(IEffectHandler<,>).MakeGenericType(descriptor.EffectType, descriptor.ResultType);
        var map = descriptor.Implementation.GetInterfaceMap(port);
        var asked = Array.FindIndex(map.InterfaceMethods, m => m.Name == nameof(IEffectHandler<,>.IsRepeatable));
        return map.TargetMethods[asked].DeclaringType != port;
    }

    /// <summary>Whether a job gives the same result when it is carried out again.</summary>
    /// <inheritdoc cref="WorkOutAsync" path="/exception"/>
    public bool IsRepeatable(EffectDescriptor descriptor, RecordedEvent request) =>
        HandlerCall.For(descriptor).IsRepeatable(catalog.Resolve(descriptor.Implementation), Effect(descriptor, request));

    private object Effect(EffectDescriptor descriptor, RecordedEvent request)
    {
        try
        {
            return catalog.Upcasters.Read(request, descriptor.EffectType);
        }
        catch (JsonException error)
        {
            throw new EnvironmentFailureException(
                $"{request.Stream} version {request.Version} ({request.Type}) does not read as {descriptor.EffectType.Name}: {error.Message}", error);
        }
    }

    private async Task<RecordedEvent> RequestAsync(Job job, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(job.Id.Run.Stream, ReadDirection.Forwards, job.RequestVersion, 1, cancellationToken))
        {
            return e.Call == job.Id.Call ? e : throw new EnvironmentFailureException(
                $"{e.Stream} version {e.Version} belongs to {e.Call}, the job says {job.Id.Call}: the job is not of this lab.");
        }

        throw new EnvironmentFailureException($"{job.Id.Run.Stream} has no version {job.RequestVersion}: the job is not of this lab.");
    }

    // Handlers are generic over effect and result; this is the one place that closes the types.
    private abstract class HandlerCall
    {
        private static readonly ConcurrentDictionary<Type, HandlerCall> Known = new();

        public static HandlerCall For(EffectDescriptor descriptor) => Known.GetOrAdd(descriptor.EffectType, _ =>
            (HandlerCall)Activator.CreateInstance(typeof(HandlerCall<,>).MakeGenericType(descriptor.EffectType, descriptor.ResultType))!);

        public abstract Task<byte[]> InvokeAsync(object handler, object effect, IEffectScope scope, CancellationToken cancellationToken);

        public abstract bool IsRepeatable(object handler, object effect);

        public abstract bool WaitsForPeople(object handler, object effect);
    }

    private sealed class HandlerCall<TEffect, TResult> : HandlerCall
        where TEffect : Effect<TResult>
    {
        public override async Task<byte[]> InvokeAsync(object handler, object effect, IEffectScope scope, CancellationToken cancellationToken) =>
            EventJson.Serialize(await ((IEffectHandler<TEffect, TResult>)handler).HandleAsync((TEffect)effect, scope, cancellationToken));

        public override bool IsRepeatable(object handler, object effect) => ((IEffectHandler<TEffect, TResult>)handler).IsRepeatable((TEffect)effect);

        public override bool WaitsForPeople(object handler, object effect) => ((IEffectHandler<TEffect, TResult>)handler).WaitsForPeople((TEffect)effect);
    }
}
