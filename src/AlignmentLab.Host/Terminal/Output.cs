using System.Text.Json;
using System.Text.Json.Serialization;
using AlignmentLab.Serialization;

namespace AlignmentLab.Host.Terminal;

/// <summary>
/// All that a command says. Results go to the first stream, as text or as JSON lines; messages go to the second. Whatever
/// passes through here is made safe for terminals.
/// </summary>
internal sealed class Output(Streams streams, bool json)
{
    private static readonly Lazy<JsonSerializerOptions> LineOptions = new(() =>
        new JsonSerializerOptions(EventJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.Never });

    private readonly Lock _gate = new();

    public Streams Streams { get; } = streams;

    /// <summary>Results are JSON lines.</summary>
    public bool IsJson { get; } = json;

    /// <summary>A result line. It is written with <c>--json</c> alone.</summary>
    public void Line(object line)
    {
        if (IsJson)
        {
            WriteResult(SafeText.Json(JsonSerializer.Serialize(line, line.GetType(), LineOptions.Value)));
        }
    }

    /// <summary>A result as text. It is left out with <c>--json</c>.</summary>
    public void Text(string text)
    {
        if (!IsJson)
        {
            WriteResult(SafeText.Block(text));
        }
    }

    /// <inheritdoc cref="Text"/>
    /// <param name="indent">Spaces before each line.</param>
    public void Table(ResultTable table, int indent = 0)
    {
        if (!IsJson)
        {
            lock (_gate)
            {
                table.WriteTo(Streams.Results, Streams.ResultsAreShown, indent);
            }
        }
    }

    /// <summary>Something that is no result: progress, a hint, a warning.</summary>
    public void Message(string text)
    {
        lock (_gate)
        {
            Streams.Results.Flush();
            Streams.Messages.WriteLine(SafeText.Block(text));
        }
    }

    /// <summary>Hands over what is still buffered.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            Streams.Results.Flush();
            Streams.Messages.Flush();
        }
    }

    private void WriteResult(string line)
    {
        lock (_gate)
        {
            Streams.Results.WriteLine(line);
        }
    }
}
