using AlignmentLab.Errors;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>A spec's tree, with what the command line sets laid over it.</summary>
internal sealed class SpecDocument(SpecMap root)
{
    public SpecMap Root { get; } = root;

    /// <exception cref="InvalidInputException">The text is no YAML map.</exception>
    public static SpecDocument Parse(string text, string source) => SpecYaml.Parse(text, source) switch
    {
        SpecMap map => new SpecDocument(map),
        SpecScalar { IsNull: true } => throw new InvalidInputException($"{source}: the file is empty. A spec has at least name, algorithm and environment."),
        var other => throw new InvalidInputException($"{other.Place}: a spec is a map of keys such as name, algorithm and environment."),
    };

    /// <summary>A copy in which a setting has another value.</summary>
    /// <param name="assignment"><c>path=value</c>, such as <c>options.rounds=5</c>; the value is read as YAML.</param>
    /// <exception cref="InvalidInputException">There is no '=', or the path leads through something that is no map.</exception>
    public SpecDocument With(string assignment)
    {
        var equals = assignment.IndexOf('=');
        if (equals <= 0)
        {
            throw new InvalidInputException($"--set {assignment}: write path=value, such as --set options.rounds=5.");
        }

        var path = assignment[..equals].Trim();
        var place = $"--set {path}";
        return With(path, place, SpecYaml.Parse(assignment[(equals + 1)..], place) is var value && value is SpecScalar scalar
            ? scalar with { Place = place } : value);
    }

    /// <inheritdoc cref="With(string)"/>
    public SpecDocument With(string path, string place, SpecNode value) =>
        new((SpecMap)Replace(Root, path.Split('.'), 0, place, value));

    private static SpecNode Replace(SpecNode? node, string[] path, int depth, string place, SpecNode value)
    {
        if (depth == path.Length)
        {
            return value;
        }

        var key = path[depth];
        if (key.Length == 0)
        {
            throw new InvalidInputException($"{place}: the path has an empty part.");
        }

        var map = node switch
        {
            null or SpecScalar { IsNull: true } => new SpecMap(place, []),
            SpecMap found => found with { Entries = [.. found.Entries] },
            // 'environment: CartPole-v1' is short for a map with a name.
            SpecScalar name when depth == 1 && (path[0] is "environment" or "expert") => new SpecMap(place, [("name", name.Place, name)]),
            _ => throw new InvalidInputException($"{place}: '{string.Join('.', path[..depth])}' is no map, so nothing can be set inside it."),
        };
        map.Set(key, place, Replace(map.Find(key), path, depth + 1, place, value));
        return map;
    }
}
