using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Bills;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Plugins;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Runs.Bill;

/// <summary>Adds a run's bill up from its events.</summary>
internal sealed class ShowBillHandler(IEventStore store, RunReader runs, IPluginCatalog catalog) : IRequestHandler<ShowBill, RunBill>
{
    public async Task<RunBill> Handle(ShowBill request, CancellationToken cancellationToken)
    {
        if (new BilledTransformerValidator().Validate(request.Transformer) is { IsValid: false, Errors: var errors })
        {
            throw new InvalidInputException(string.Join(" ", errors.Select(e => $"{e.PropertyName} of the transformer that is billed {e.ErrorMessage}")));
        }

        await runs.SubmittedAsync(request.Run, cancellationToken);
        var requested = catalog.Effects.ToDictionary(e => EffectAttribute.Of(e.EffectType).Requested, StringComparer.Ordinal);
        var (lines, open) = (new Dictionary<string, BillLine>(StringComparer.Ordinal), new Dictionary<CallId, Asked>());
        var (first, last) = (default(DateTimeOffset?), default(DateTimeOffset));
        await foreach (var e in store.ReadStreamAsync(request.Run.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            (first, last) = (first ?? e.RecordedAt, e.RecordedAt);
            if (e.Call is not { } call)
            {
                continue;
            }

            var type = catalog.Upcasters.TypeOf(e.Type);
            if (requested.TryGetValue(type, out var effect))
            {
                open[call] = new Asked(effect, e.RecordedAt, Request(e, effect.EffectType));
            }
            else if (open.Remove(call, out var asked))
            {
                var kind = EffectAttribute.Of(asked.Effect.EffectType);
                lines.TryAdd(kind.Name, new BillLine(request.Transformer));
                lines[kind.Name].Add(e.RecordedAt - asked.At, asked.Request, type == kind.Completed ? Result(e, asked.Effect.ResultType) : null);
            }
        }

        return new RunBill(request.Run, last - first!.Value, [.. lines.Select(l => l.Value.Item(l.Key)).OrderByDescending(i => i.Time).ThenBy(i => i.Effect, StringComparer.Ordinal)]);
    }

    // What no bill asks for is not read.
    private object? Request(RecordedEvent e, Type type) =>
        type.IsAssignableTo(typeof(IActedSteps)) || type.IsAssignableTo(typeof(IExpertQueries)) ? catalog.Upcasters.Read(e, type) : null;

    private IActedSteps? Result(RecordedEvent e, Type type)
    {
        if (!type.IsAssignableTo(typeof(IActedSteps)))
        {
            return null;
        }

        using var outcome = JsonDocument.Parse(catalog.Upcasters.Lift(e).Data);
        return (IActedSteps?)outcome.RootElement.GetProperty("result").Deserialize(type, EventJson.Options);
    }

    private readonly record struct Asked(EffectDescriptor Effect, DateTimeOffset At, object? Request);
}
