using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Errors;

namespace AlignmentLab.Environments.Episodes;

/// <summary>
/// The JSON of a state: an object of the named doubles with the bookkeeping fields <c>steps</c> and <c>terminated</c>, which
/// a state written by hand may leave out, or an array of the doubles alone in Gymnasium's order.
/// </summary>
internal sealed class StateFormat(string environment, string[] fields, int maxSteps)
{
    private const string StepsField = "steps";
    private const string TerminatedField = "terminated";

    public JsonObject Write(ReadOnlySpan<double> state, int steps, bool terminated)
    {
        var json = new JsonObject();
        for (var i = 0; i < fields.Length; i++)
        {
            json[fields[i]] = state[i];
        }

        json[StepsField] = steps;
        json[TerminatedField] = terminated;
        return json;
    }

    /// <exception cref="InvalidInputException">The JSON is no such state; the message names the field.</exception>
    public (int Steps, bool Terminated) Read(JsonNode? json, Span<double> state)
    {
        switch (json)
        {
            case JsonArray array when array.Count == fields.Length:
                for (var i = 0; i < fields.Length; i++)
                {
                    state[i] = Number(array[i], fields[i]);
                }

                return (0, false);
            case JsonObject named:
                return ReadObject(named, state);
            default:
                throw Wrong($"expected an object with {List()}, or an array of these {fields.Length} numbers in this order");
        }
    }

    private (int Steps, bool Terminated) ReadObject(JsonObject json, Span<double> state)
    {
        foreach (var (name, _) in json)
        {
            if (!fields.Contains(name) && name is not (StepsField or TerminatedField))
            {
                throw Wrong($"unknown field '{name}'; the fields are {List()}, {StepsField} and {TerminatedField}");
            }
        }

        for (var i = 0; i < fields.Length; i++)
        {
            state[i] = json.ContainsKey(fields[i])
                ? Number(json[fields[i]], fields[i])
                : throw Wrong($"field '{fields[i]}' is missing; expected a number");
        }

        return (json.ContainsKey(StepsField) ? Steps(json[StepsField]) : 0, Terminated(json));
    }

    private int Steps(JsonNode? node)
    {
        var steps = Number(node, StepsField);
        return steps >= 0 && steps <= maxSteps && steps == Math.Floor(steps)
            ? (int)steps
            : throw Wrong($"field '{StepsField}' is {steps}; expected a whole number from 0 to {maxSteps}");
    }

    private bool Terminated(JsonObject json) => !json.TryGetPropertyValue(TerminatedField, out var node)
        ? false
        : node?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong($"field '{TerminatedField}' is {Text(node)}; expected true or false"),
        };

    private double Number(JsonNode? node, string field)
    {
        var value = node?.GetValueKind() == JsonValueKind.Number ? node.Deserialize<double>() : double.NaN;
        return double.IsFinite(value) ? value : throw Wrong($"field '{field}' is {Text(node)}; expected a finite number");
    }

    private string List() => string.Join(", ", fields);

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private InvalidInputException Wrong(string what) => new($"State of {environment}: {what}.");
}
