using System.Globalization;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>A piece of a spec that knows where it was written.</summary>
/// <param name="Place">File and line, or the command line's <c>--set</c>.</param>
internal abstract record SpecNode(string Place);

/// <summary>A single value; <paramref name="Quoted"/> ones are always text.</summary>
internal sealed record SpecScalar(string Place, string Text, bool Quoted) : SpecNode(Place)
{
    public bool IsNull => !Quoted && Text is "" or "null" or "~";
}

internal sealed record SpecList(string Place, List<SpecNode> Items) : SpecNode(Place);

/// <summary>Keys in the order written.</summary>
internal sealed record SpecMap(string Place, List<(string Key, string Place, SpecNode Value)> Entries) : SpecNode(Place)
{
    public SpecNode? Find(string key) => Entries.FirstOrDefault(e => e.Key == key).Value;

    public void Set(string key, string place, SpecNode value)
    {
        var at = Entries.FindIndex(e => e.Key == key);
        if (at >= 0)
        {
            Entries[at] = (key, place, value);
        }
        else
        {
            Entries.Add((key, place, value));
        }
    }

    /// <summary>The node at a path such as <c>options.learner.epochs</c>, or null.</summary>
    public SpecNode? At(string path) => path.Split('.').Aggregate((SpecNode?)this, (node, key) => (node as SpecMap)?.Find(key));

    /// <summary>The deepest node along a path such as <c>options.learner.epochs</c>, for naming the place of a fault.</summary>
    public SpecNode Nearest(string path)
    {
        SpecNode node = this;
        foreach (var key in path.Split('.'))
        {
            if (Step(node, key) is not { } next)
            {
                break;
            }

            node = next;
        }

        return node;
    }

    // A key of a map, or one with an index, such as detectors[0].
    private static SpecNode? Step(SpecNode node, string key)
    {
        var bracket = key.IndexOf('[', StringComparison.Ordinal);
        var found = (node as SpecMap)?.Find(bracket < 0 ? key : key[..bracket]);
        return bracket >= 0 && found is SpecList list && int.TryParse(key.AsSpan(bracket + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < list.Items.Count ? list.Items[index] : found;
    }
}
