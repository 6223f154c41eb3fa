using AlignmentLab.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>Reads YAML into nodes that know their line. One document, no anchors: a spec is a plain tree.</summary>
internal static class SpecYaml
{
    private const int MaxDepth = 50;

    /// <exception cref="InvalidInputException">The text is not YAML, names a key twice, or is nested too deep; with the line.</exception>
    public static SpecNode Parse(string text, string source)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return new SpecScalar(source, "", false);
            }

            parser.Consume<DocumentStart>();
            var root = Read(parser, source, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _)
                ? root
                : throw new InvalidInputException($"{source}:{parser.Current?.Start.Line}: a second document begins here; a spec is one document. Remove the '---'.");
        }
        catch (YamlException error)
        {
            throw new InvalidInputException($"{source}:{error.Start.Line}:{error.Start.Column}: this is not YAML: {Sentence(error)}", error);
        }
        catch (InvalidOperationException error)
        {
            // The scanner's answer to some unclosed brackets at the end of the text.
            throw new InvalidInputException($"{source}: this is not YAML: it ends inside a bracket, a brace or a quote. Close it.", error);
        }
    }

    private static string Sentence(YamlException error)
    {
        var message = (error.InnerException ?? error).Message;
        var text = message[(message.LastIndexOf("): ", StringComparison.Ordinal) is var i && i >= 0 ? i + 3 : 0)..].Trim();
        return text.EndsWith('.') ? text : text + ".";
    }

    private static SpecNode Read(IParser parser, string source, int depth)
    {
        var at = $"{source}:{parser.Current!.Start.Line}";
        if (depth > MaxDepth)
        {
            throw new InvalidInputException($"{at}: nested deeper than {MaxDepth} levels.");
        }

        if (parser.Accept<AnchorAlias>(out _))
        {
            throw new InvalidInputException($"{at}: aliases (*name) are not read; write the value out.");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new SpecScalar(at, scalar.Value, scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<SpecNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Read(parser, source, depth + 1));
            }

            return new SpecList(at, items);
        }

        parser.Consume<MappingStart>();
        var map = new SpecMap(at, []);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyAt = $"{source}:{parser.Current!.Start.Line}";
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw new InvalidInputException($"{keyAt}: a key must be a plain word.");
            }

            if (map.Find(key.Value) is not null)
            {
                throw new InvalidInputException($"{keyAt}: the key '{key.Value}' is there twice; keep one.");
            }

            map.Entries.Add((key.Value, keyAt, Read(parser, source, depth + 1)));
        }

        return map;
    }
}
