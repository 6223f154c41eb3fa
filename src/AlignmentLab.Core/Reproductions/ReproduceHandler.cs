using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Core.Statistics;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Reproductions;

internal sealed class ReproduceHandler(RunResolver resolver, RunSubmission submission, RunExecutor executor, HiddenFigures hidden) : IRequestHandler<Reproduce, ReproductionReport>
{
    public async Task<ReproductionReport> Handle(Reproduce request, CancellationToken cancellationToken)
    {
        SettingList.CheckOnceEach(request.Settings);
        var document = SpecDocument.Parse(request.Text, request.Source);
        var spec = SpecBinder.Bind<ReproductionSpec>(document.Root, "");
        Check(spec, request.Source);

        var specs = new Dictionary<string, SpecDocument>(StringComparer.Ordinal);
        foreach (var (name, _, node) in ((SpecMap)document.Root.Find("runs")!).Entries)
        {
            var run = new SpecDocument(node as SpecMap ?? throw new InvalidInputException($"{node.Place}: runs.{name} must be a spec."));
            specs.Add(name, request.Settings.Aggregate(run, (d, setting) => Apply(spec, d, setting)));
        }

        // Rows that a setting has made the same are run once. All are resolved before the first runs, so that a fault in the
        // last is found at once.
        var rows = spec.Rows.SelectMany(row => row.Written()).Select(row => row with { Quantity = Describe(row, spec, specs[row.Runs[0]]) }).DistinctBy(row => row.Quantity).ToList();
        var needed = rows.SelectMany(row => row.Runs.Concat(row.Minus)).Distinct(StringComparer.Ordinal);
        var planned = needed.ToDictionary(name => name, name => resolver.Resolve(specs[name], seed: null), StringComparer.Ordinal);
        var results = await ExecuteAsync(planned, request, cancellationToken);
        return new ReproductionReport(spec.Name, spec.Source, spec.Analogue, spec.Differs, [.. rows.Select(row => Figure(row, results))]);
    }

    private async Task<Dictionary<string, List<RunResult>>> ExecuteAsync(
        Dictionary<string, IReadOnlyList<RunSubmitted>> planned, Reproduce request, CancellationToken cancellationToken)
    {
        var total = planned.Values.Sum(p => p.Count);
        var done = 0;
        var results = new Dictionary<string, List<RunResult>>(StringComparer.Ordinal);
        foreach (var (name, definitions) in planned)
        {
            var runs = await submission.AppendAsync(definitions, request.Author, cancellationToken);
            var ended = new RunResult[runs.Count];
            var options = new ParallelOptions { MaxDegreeOfParallelism = System.Environment.ProcessorCount, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Enumerable.Range(0, runs.Count), options, async (i, token) =>
            {
                ended[i] = await executor.ExecuteAsync(runs[i].Run, token);
                request.Progress?.Report(new ReproductionProgress(Interlocked.Increment(ref done), total, runs[i].Run));
            });
            if (ended.FirstOrDefault(r => r.Status != RunStatus.Completed) is { } failed)
            {
                throw new WorkFailedException($"{failed.Run} ended as {failed.Status.ToString().ToLowerInvariant()}: {failed.Reason}");
            }

            results.Add(name, await WithHiddenAsync(ended, cancellationToken));
        }

        return results;
    }

    // A published figure may be one that the learner is kept from; here it is only put beside the published one.
    private async Task<List<RunResult>> WithHiddenAsync(IReadOnlyList<RunResult> ended, CancellationToken cancellationToken)
    {
        var audited = new List<RunResult>();
        foreach (var run in ended)
        {
            var figures = await hidden.OfAsync(run.Run, cancellationToken);
            audited.Add(run with { Metrics = figures.Concat(run.Metrics.Where(m => !figures.ContainsKey(m.Key))).ToDictionary(StringComparer.Ordinal) });
        }

        return audited;
    }

    private static ReproducedFigure Figure(ReproductionRow row, Dictionary<string, List<RunResult>> results)
    {
        var measured = BySeed(row.Runs, row.Metric, results);
        if (row.Minus.Count > 0)
        {
            measured = [.. measured.Zip(BySeed(row.Minus, row.Metric, results), (a, b) => a - b)];
        }

        if (row is { Published: null, PublishedMetric: null })
        {
            var (runs, mean, error) = Summary.Of(measured);
            return new ReproducedFigure(row.Quantity, null, mean, error, null, true, runs);
        }

        var published = row.PublishedMetric is { } formula ? BySeed(row.Runs, formula, results) : [row.Published!.Value];
        var differences = row.PublishedMetric is null ? measured : [.. measured.Zip(published, (m, p) => m - p)];
        var tolerance = row.Tolerance.Absolute ?? row.Tolerance.StandardErrors!.Value * Summary.Of(differences).StandardError;
        var (m, p) = (Summary.Of(measured).Mean, Summary.Of(published).Mean);
        return new ReproducedFigure(row.Quantity, p, m, Summary.Of(measured).StandardError, tolerance, Math.Abs(m - p) <= tolerance, measured.Length);
    }

    private static double[] BySeed(IReadOnlyList<string> runs, string metric, Dictionary<string, List<RunResult>> results) =>
        [.. Enumerable.Range(0, runs.Min(name => results[name].Count)).Select(seed => runs.Average(name => Metric(results[name][seed], metric)))];

    private static double Metric(RunResult run, string name) => run.Metrics.TryGetValue(name, out var value) ? value : throw new WorkFailedException(
        $"{run.Run} measured no '{name}'. It measured: {string.Join(", ", run.Metrics.Keys)}.");

    // A setting of the reproduction stands for a path, in the runs that set it; anything else is a path itself.
    private static SpecDocument Apply(ReproductionSpec spec, SpecDocument run, string setting)
    {
        var name = setting.Split('=')[0].Trim();
        if (spec.Settings?[name]?.ToString() is { } path)
        {
            return run.Root.At(path) is null ? run : run.With(path + setting[setting.IndexOf('=')..]);
        }

        return name.Contains('.') ? run.With(setting) : throw new InvalidInputException(
            $"--set {setting}: this reproduction has no setting '{name}'. It has: {string.Join(", ", spec.Settings?.Select(s => s.Key) ?? [])}; a path such as options.episodes sets it in every run.");
    }

    private static string Describe(ReproductionRow row, ReproductionSpec spec, SpecDocument run) =>
        (spec.Settings ?? []).Aggregate(row.Quantity, (text, setting) =>
            text.Replace($"{{{setting.Key}}}", run.Root.At(setting.Value!.ToString()) is SpecScalar value ? value.Text : "-", StringComparison.Ordinal));

    private static void Check(ReproductionSpec spec, string source)
    {
        if (spec.Rows.Count == 0)
        {
            throw new InvalidInputException($"{source}: rows is empty; a reproduction has one figure at least.");
        }

        foreach (var row in spec.Rows)
        {
            var reported = row is { Published: null, PublishedMetric: null, Tolerance: { Absolute: null, StandardErrors: null } };
            var fault = row.Runs.Count == 0 ? "names no runs"
                : row.Runs.Concat(row.Minus).FirstOrDefault(name => !spec.Runs.ContainsKey(name)) is { } missing ? $"names '{missing}', which is not under runs"
                : reported ? null
                : row.Published is null == row.PublishedMetric is null ? "needs one of published and publishedMetric, or none of them and no tolerance to be reported"
                : row.Tolerance.Absolute is null == row.Tolerance.StandardErrors is null ? "needs one of tolerance.absolute and tolerance.standardErrors"
                : null;
            if (fault is not null)
            {
                throw new InvalidInputException($"{source}: the row '{row.Quantity}' {fault}.");
            }
        }
    }
}
