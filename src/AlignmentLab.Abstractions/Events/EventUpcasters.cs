using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Errors;
using AlignmentLab.Serialization;

namespace AlignmentLab.Events;

/// <summary>
/// The upcasters of the platform and of all plugins, chained: v1 to v2 to v3. An event that needs no lifting costs one look
/// into a table.
/// </summary>
public sealed class EventUpcasters
{
    private readonly FrozenDictionary<string, IEventUpcaster> _from;
    private readonly FrozenDictionary<string, string> _newest;

    /// <exception cref="FormatException">Two begin at one type, or one does not lead to a higher version of the same name.</exception>
    public EventUpcasters(IEnumerable<IEventUpcaster> upcasters)
    {
        var from = new Dictionary<string, IEventUpcaster>(StringComparer.Ordinal);
        foreach (var upcaster in upcasters)
        {
            Check(upcaster);
            if (!from.TryAdd(upcaster.From, upcaster))
            {
                throw new FormatException($"{from[upcaster.From].GetType().Name} and {upcaster.GetType().Name} both lift {upcaster.From}; one type has one upcaster.");
            }
        }

        _from = from.ToFrozenDictionary(StringComparer.Ordinal);
        _newest = from.Keys.ToFrozenDictionary(type => type, Newest, StringComparer.Ordinal);
    }

    /// <summary>None: every event is read as it is stored.</summary>
    public static EventUpcasters None { get; } = new([]);

    /// <summary>The newest version of a stored type; the type itself where nothing lifts it.</summary>
    public string TypeOf(string stored) => _newest.GetValueOrDefault(stored, stored);

    /// <summary>Whether events of a stored type are lifted when they are read.</summary>
    public bool IsOld(string stored) => _newest.ContainsKey(stored);

    /// <summary>A type with all the stored types that are lifted to it.</summary>
    public IEnumerable<string> StoredAs(string newest) => _newest.Where(p => p.Value == newest).Select(p => p.Key).Prepend(newest);

    /// <summary>
    /// The event with type and data of the newest version; the very same event where nothing lifts it. The hashes stay those
    /// of what was written.
    /// </summary>
    /// <exception cref="DamagedEventException">An upcaster cannot read the data.</exception>
    public RecordedEvent Lift(RecordedEvent e)
    {
        if (!_from.TryGetValue(e.Type, out var upcaster))
        {
            return e;
        }

        try
        {
            var data = JsonNode.Parse(e.Data.Span)!.AsObject();
            var type = e.Type;
            for (; upcaster is not null; upcaster = _from.GetValueOrDefault(type))
            {
                data = upcaster.Lift(data);
                type = upcaster.To;
            }

            return e with { Type = type, Data = JsonSerializer.SerializeToUtf8Bytes(data, EventJson.Options) };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new DamagedEventException(
                $"{e.Stream} version {e.Version} ({e.Type}) cannot be lifted to {TypeOf(e.Type)}: {error.Message} Its upcaster is wrong, or the event was altered; `alab verify` tells which.", error);
        }
    }

    /// <summary>An event's payload, lifted.</summary>
    /// <exception cref="DamagedEventException">It cannot be lifted.</exception>
    /// <exception cref="JsonException">It is not the JSON of a <typeparamref name="T"/>.</exception>
    public T Read<T>(RecordedEvent e) => EventJson.Deserialize<T>(Lift(e).Data.Span);

    /// <inheritdoc cref="Read{T}(RecordedEvent)"/>
    public object Read(RecordedEvent e, Type type) =>
        JsonSerializer.Deserialize(Lift(e).Data.Span, type, EventJson.Options) ?? throw new JsonException($"null is no {type.Name}");

    private static void Check(IEventUpcaster upcaster)
    {
        if (EventTypeName.Parse(upcaster.From) is not { } old || EventTypeName.Parse(upcaster.To) is not { } lifted
            || old.Name != lifted.Name || old.Version >= lifted.Version)
        {
            throw new FormatException($"{upcaster.GetType().Name} lifts {upcaster.From} to {upcaster.To}; an upcaster leads from a version of a name to a higher one, such as label-requested.v1 to label-requested.v2.");
        }
    }

    // Versions rise along a chain, so it ends.
    private string Newest(string type)
    {
        while (_from.TryGetValue(type, out var upcaster))
        {
            type = upcaster.To;
        }

        return type;
    }
}
