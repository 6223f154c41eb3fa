using System.Globalization;
using AlignmentLab.Artifacts;
using AlignmentLab.Learning.Models;

namespace AlignmentLab.Learning.Checkpoints;

/// <summary>
/// Counts as they are stored: <c>contexts</c> by number, in order; for each the range that <c>starts</c> gives of <c>classes</c> and
/// <c>counts</c>.
/// </summary>
internal static class NgramCheckpoint
{
    public const string Kind = "ngram";

    public static byte[] Write(NgramCounts model, int context, string loss, string engine, IReadOnlyDictionary<string, string> provenance)
    {
        var metadata = CheckpointFile.Metadata(Kind, loss, engine, provenance);
        foreach (var (key, number) in (ReadOnlySpan<(string, int)>)[
            ("order", model.Order), ("context", context), ("vocabulary", model.Vocabulary), ("outputs", model.Outputs)])
        {
            metadata[key] = number.ToString(CultureInfo.InvariantCulture);
        }

        var (starts, classes, counts) = (new List<long> { 0 }, new List<long>(), new List<long>());
        foreach (var after in model.Contexts.Values)
        {
            foreach (var (target, count) in after)
            {
                classes.Add(target);
                counts.Add(count);
            }

            starts.Add(classes.Count);
        }

        return Safetensors.Write([Longs("contexts", [.. model.Contexts.Keys]), Longs("starts", [.. starts]), Longs("classes", [.. classes]), Longs("counts", [.. counts])], metadata);
    }

    /// <exception cref="FormatException">The file does not hold such counts.</exception>
    public static NgramInference Read(CheckpointFile file)
    {
        var (contexts, starts, classes, counts) = (file.Longs("contexts"), file.Longs("starts"), file.Longs("classes"), file.Longs("counts"));
        var (order, outputs) = (file.Number("order"), file.Number("outputs"));
        if (order > 8 || starts.Length != contexts.Length + 1 || classes.Length != counts.Length || starts[0] != 0 || starts[^1] != classes.Length
            || starts.Zip(starts.Skip(1)).Any(pair => pair.First >= pair.Second)
            || classes.Any(c => c < 0 || c >= outputs) || counts.Any(c => c < 1))
        {
            throw new FormatException("The tensors are no counts: ranges, classes or numbers do not fit each other.");
        }

        var all = new SortedDictionary<long, SortedDictionary<int, long>>();
        for (var i = 0; i < contexts.Length; i++)
        {
            var after = new SortedDictionary<int, long>();
            for (var j = starts[i]; j < starts[i + 1]; j++)
            {
                after[(int)classes[j]] = counts[j];
            }

            all[contexts[i]] = after;
        }

        return new NgramInference(new NgramCounts(order, file.Number("vocabulary"), outputs, all), file.Number("context"), file.Entry("loss"));
    }

    private static SafetensorsTensor Longs(string name, long[] values) => SafetensorsTensor.Of(name, [values.Length], values);
}
