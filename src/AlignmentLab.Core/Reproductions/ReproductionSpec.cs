using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs.Specs;

namespace AlignmentLab.Core.Reproductions;

/// <summary>A published result as a file: what to run, and which measured figure stands beside which published one.</summary>
public sealed record ReproductionSpec
{
    public string Name { get; init; } = "";

    /// <summary>One line for the list.</summary>
    public string Title { get; init; } = "";

    /// <summary>Paper and place in it.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether data or scale differ from the source, so that figures are like those published and not the same.</summary>
    public bool Analogue { get; init; }

    /// <summary>What differs from the source.</summary>
    public string Differs { get; init; } = "";

    /// <summary>Names for <c>--set</c>, each with the path that it sets, in the runs whose spec sets that path itself.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>Specs by name; each gives a set of runs.</summary>
    public JsonObject Runs { get; init; } = [];

    public IReadOnlyList<ReproductionRow> Rows { get; init; } = [];

    /// <exception cref="Errors.InvalidInputException">The text is no reproduction; the message names the line.</exception>
    public static ReproductionSpec Parse(string text, string source) => SpecBinder.Bind<ReproductionSpec>(SpecDocument.Parse(text, source).Root, "");
}

/// <summary>One figure.</summary>
public sealed record ReproductionRow
{
    /// <summary>What it is; <c>{name}</c> stands for the value of a setting.</summary>
    public string Quantity { get; init; } = "";

    /// <summary>
    /// Names with lists of texts: the row stands for one row for each text of each list, in which <c>{name}</c> is replaced by it, in the
    /// quantity and the metric.
    /// </summary>
    public JsonObject? Each { get; init; }

    /// <summary>Which of the runs; where several are named, their mean, seed by seed.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>The metric, whose mean over the seeds is the measured figure; <c>hidden/performance</c> and the like name what effects recorded for audit alone.</summary>
    public string Metric { get; init; } = "";

    /// <summary>The measured figure is the runs' minus that of these, seed by seed.</summary>
    public IReadOnlyList<string> Minus { get; init; } = [];

    /// <summary>The published figure. Without it and <see cref="PublishedMetric"/> the measured figure is reported, and nothing is claimed of it.</summary>
    public double? Published { get; init; }

    /// <summary>Instead of a figure: the metric that holds the published formula's value, compared run by run.</summary>
    public string? PublishedMetric { get; init; }

    public ReproductionTolerance Tolerance { get; init; } = new();

    /// <summary>The rows that it stands for: itself alone without <see cref="Each"/>.</summary>
    /// <exception cref="Errors.InvalidInputException">A name of <see cref="Each"/> has no list.</exception>
    internal IEnumerable<ReproductionRow> Written() => (Each ?? []).Aggregate((IEnumerable<ReproductionRow>)[this], (rows, each) => rows.SelectMany(row => row.With(each.Key, each.Value)));

    private IEnumerable<ReproductionRow> With(string name, JsonNode? texts) => texts is JsonArray { Count: > 0 } list
        ? list.Select(text => this with { Quantity = Filled(Quantity, name, $"{text}"), Metric = Filled(Metric, name, $"{text}") })
        : throw new Errors.InvalidInputException($"The row '{Quantity}': each.{name} must be a list of what stands in place of {{{name}}}.");

    private static string Filled(string text, string name, string value) => text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
}

/// <summary>How far measured and published may part; one of these.</summary>
public sealed record ReproductionTolerance
{
    /// <summary>So many standard errors of the mean over runs.</summary>
    public double? StandardErrors { get; init; }

    /// <summary>So much, in the quantity's own unit.</summary>
    public double? Absolute { get; init; }
}
