using System.Text.Json;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>
/// The last measurement of each name among events that come in the order of their stream. Names are told apart by the bytes
/// before the value, in the form in which <see cref="Serialization.EventJson"/> writes them, so that a name is parsed once
/// and not with each of its many values.
/// </summary>
internal sealed class LastMeasurements(EventUpcasters upcasters)
{
    /// <summary>Beginnings that are remembered; what a run measures beyond them is parsed each time.</summary>
    private const int Remembered = 32;

    private readonly List<(byte[] Beginning, RecordedEvent Event)> _last = [];
    private readonly Dictionary<string, (long Version, double Value)> _parsed = new(StringComparer.Ordinal);

    // Within a JSON text, a quote inside a name stands behind a backslash: this is the end of the name and nothing else.
    private static ReadOnlySpan<byte> BeforeValue => "\",\"value\":"u8;

    /// <summary>Takes the next measurement in.</summary>
    /// <exception cref="DamagedEventException">It does not read.</exception>
    public void Take(RecordedEvent e)
    {
        var data = e.Data.Span;
        var end = data.IndexOf(BeforeValue);
        if (end < 0 || upcasters.IsOld(e.Type))
        {
            Parse(e);
            return;
        }

        for (var i = 0; i < _last.Count; i++)
        {
            if (data.StartsWith(_last[i].Beginning))
            {
                _last[i] = _last[i] with { Event = e };
                return;
            }
        }

        if (_last.Count < Remembered)
        {
            _last.Add((data[..(end + BeforeValue.Length)].ToArray(), e));
        }
        else
        {
            Parse(e);
        }
    }

    /// <summary>The last value of each name.</summary>
    /// <inheritdoc cref="Take" path="/exception"/>
    public IEnumerable<KeyValuePair<string, double>> Values()
    {
        _last.ForEach(l => Parse(l.Event));
        _last.Clear();
        return _parsed.Select(p => KeyValuePair.Create(p.Key, p.Value.Value));
    }

    private void Parse(RecordedEvent e)
    {
        var measurement = Read(e);
        if (!_parsed.TryGetValue(measurement.Name, out var known) || known.Version < e.Version)
        {
            _parsed[measurement.Name] = (e.Version, measurement.Value);
        }
    }

    private Measurement Read(RecordedEvent e)
    {
        try
        {
            return upcasters.Read<Measurement>(e);
        }
        catch (JsonException error)
        {
            throw new DamagedEventException($"{e.Stream} version {e.Version} ({e.Type}) is damaged: {error.Message} `alab verify` tells what else is.", error);
        }
    }
}
