using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Reads payloads of one stream by version.</summary>
internal interface IEventPayloads
{
    /// <summary>Lift events of old versions.</summary>
    EventUpcasters Upcasters { get; }

    /// <summary>The payload of the event at a version, lifted to the newest version of its type.</summary>
    Task<T> ReadAsync<T>(long version);

    /// <summary>The event at a version, as stored.</summary>
    /// <exception cref="EnvironmentFailureException">The stream has none.</exception>
    Task<RecordedEvent> EventAsync(long version);
}

/// <summary>Reads ahead a window at a time, since a run asks for its history nearly in order.</summary>
internal sealed class EventPayloads(IEventReader store, StreamId stream, EventUpcasters upcasters) : IEventPayloads
{
    private const int Window = 32;

    private Dictionary<long, RecordedEvent> _window = [];

    public EventUpcasters Upcasters => upcasters;

    public async Task<T> ReadAsync<T>(long version)
    {
        var e = await EventAsync(version);
        try
        {
            return upcasters.Read<T>(e);
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new EnvironmentFailureException(
                $"{stream} version {version} ({e.Type}) does not read as {typeof(T).Name}: {error.Message} "
                + "It was written by another version of the plugin, or altered; `alab verify` tells which.", error);
        }
    }

    public async Task<RecordedEvent> EventAsync(long version)
    {
        // The window is replaced whole and never changed, so parallel branches may read it without a lock.
        if (!Volatile.Read(ref _window).TryGetValue(version, out var found))
        {
            var window = new Dictionary<long, RecordedEvent>();
            await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, version, Window))
            {
                window[e.Version] = e;
            }

            Volatile.Write(ref _window, window);
            found = window.GetValueOrDefault(version)
                ?? throw new EnvironmentFailureException($"{stream} has no version {version}: its tail is missing.");
        }

        return found;
    }
}
