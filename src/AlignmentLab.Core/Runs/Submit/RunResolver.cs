using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Schema;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Plugins;
using AlignmentLab.Rewards;
using AlignmentLab.Serialization;
using FluentValidation;

namespace AlignmentLab.Core.Runs.Submit;

/// <summary>Turns a spec into run definitions: names looked up, options read and checked, defaults filled in.</summary>
internal sealed class RunResolver(IPluginCatalog catalog, ITrainer trainer, IValidator<RunSpec> validator)
{
    private const int MostRuns = 100_000;

    private static readonly string JudgeKind = typeof(JudgeReward).GetCustomAttribute<RewardKindAttribute>()!.Kind;

    /// <summary>Observations and actions of one episode, which a rollout holds in memory: 0.8 GB of doubles.</summary>
    private const long MostNumbersAnEpisode = 100_000_000;

    /// <param name="text">The spec, YAML.</param>
    /// <param name="source">Its file name, for messages.</param>
    /// <param name="settings"><c>path=value</c> laid over it.</param>
    /// <param name="seed">Instead of the spec's seeds.</param>
    /// <inheritdoc cref="Resolve(SpecDocument, ulong?)"/>
    public IReadOnlyList<RunSubmitted> Resolve(string text, string source, IReadOnlyList<string> settings, ulong? seed)
    {
        SettingList.CheckOnceEach(settings);
        return Resolve(settings.Aggregate(SpecDocument.Parse(text, source), (d, setting) => d.With(setting)), seed);
    }

    /// <exception cref="InvalidInputException">The spec has faults; one line each, with its place.</exception>
    public IReadOnlyList<RunSubmitted> Resolve(SpecDocument document, ulong? seed)
    {
        var definitions = new List<RunSubmitted>();
        var points = GridPoints.Of(document);
        foreach (var (values, point) in points)
        {
            MisplacedKeys.Check(point.Root, catalog);
            var spec = SpecBinder.Bind<RunSpec>(point.Root, "");
            Check(point.Root, "", validator.Validate(spec).Errors);
            CheckCount(point.Root, points.Count, seed is null ? spec.Seeds.Values.Count : 1);
            var definition = Resolve(point.Root, spec, values);
            definitions.AddRange((seed is { } one ? [one] : spec.Seeds.Values).Select(s => definition with { Seed = s }));
        }

        return definitions;
    }

    private RunSubmitted Resolve(SpecMap root, RunSpec spec, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var algorithm = At(root, "algorithm", () => catalog.Algorithm(spec.Algorithm));
        var environment = At(root, "environment", () => catalog.Environment(spec.Environment.Name));
        var expert = At(root, "expert", () => Expert(spec));
        var environmentOptions = Options(root, "environment.options", environment.OptionsType, environment.GetType());
        TryCreate(root, environment, environmentOptions);
        var options = Options(root, "options", algorithm.OptionsType, algorithm.Implementation);
        CheckEffects(root, algorithm, options);
        var detectors = spec.Detectors is null
            ? catalog.Detectors.Where(d => d.ByDefault).OrderBy(d => d.Name, StringComparer.Ordinal).Select(d => new DetectorRef(d.Name, OptionsJson.Write(Activator.CreateInstance(d.OptionsType)!)))
            : spec.Detectors.Select((named, i) => Detector(root, named, i));

        return new RunSubmitted(
            spec.Name,
            Set: "",
            values,
            Seed: 0,
            new AlgorithmRef(algorithm.Name, algorithm.Version, OptionsJson.Write(options)),
            new EnvironmentRef(environment.Name, OptionsJson.Write(environmentOptions)),
            expert is null ? null : new ExpertRef(expert.Name, OptionsJson.Write(ExpertOptions(root, expert, environment.Name))),
            [.. detectors],
            spec.Budgets,
            spec.Jobs,
            trainer.Engine,
            [.. catalog.Plugins.Where(p => p.AssemblyHash is not null && p.Quarantine is null).Select(p => new PluginVersion(p.Id, p.Version, p.AssemblyHash!.Value))],
            spec.Description);
    }

    private IScriptedExpertFactory? Expert(RunSpec spec)
    {
        if (spec.Expert is null)
        {
            return catalog.Experts.FirstOrDefault(e => e.Environment == spec.Environment.Name);
        }

        var expert = catalog.Expert(spec.Expert.Name);
        return expert.Environment == spec.Environment.Name || expert.Environment == HumanExpert.AnyEnvironment ? expert : throw new InvalidInputException(
            $"The expert '{expert.Name}' is one for {expert.Environment}, not for {spec.Environment.Name}.");
    }

    // Whoever acts for people is needed rounds later, by a job; a name that is none is told now.
    private object ExpertOptions(SpecMap root, IScriptedExpertFactory expert, string environment)
    {
        var options = Options(root, "expert.options", expert.OptionsType, expert.GetType());
        if (options is HumanExpertOptions { ActsAs: { } name })
        {
            At(root, "expert.options.actsAs", () => catalog.Expert(name) is var acting && acting.Environment == environment
                ? acting
                : throw new InvalidInputException($"'{name}' is an expert for {acting.Environment}, not for {environment}, and cannot act for people there."));
        }

        return options;
    }

    private DetectorRef Detector(SpecMap root, NamedSpec named, int index)
    {
        var node = (root.Find("detectors") as SpecList)!.Items[index];
        try
        {
            var detector = catalog.Detector(named.Name);
            var options = (node as SpecMap)?.Find("options") ?? new SpecMap(node.Place, []);
            return new DetectorRef(detector.Name, OptionsJson.Write(
                Validated(SpecBinder.Bind(options, detector.OptionsType, $"detectors[{index}].options"), detector.Implementation, root, $"detectors[{index}].options")));
        }
        catch (InvalidInputException error) when (!error.Message.StartsWith(node.Place[..^1], StringComparison.Ordinal))
        {
            throw new InvalidInputException($"{node.Place}: {error.Message}", error);
        }
    }

    private object Options(SpecMap root, string path, Type type, Type owner)
    {
        var node = root.Nearest(path);
        var given = root.At(path) ?? new SpecMap(node.Place, []);
        var options = SpecBinder.Bind(given is SpecScalar { IsNull: true } ? new SpecMap(given.Place, []) : given, type, path);
        CompleteJudges(options, root, path);
        return Validated(options, owner, root, path);
    }

    // A judge that an option names is recorded with all its options, checked before anything runs.
    private void CompleteJudges(object options, SpecMap root, string path)
    {
        foreach (var property in SpecBinder.Properties(options.GetType()))
        {
            var at = $"{path}.{SpecBinder.KeyOf(property)}";
            switch (property.GetValue(options))
            {
                case JudgeRef judge:
                    property.SetValue(options, Complete(judge, root, at));
                    break;
                case JsonObject reward when reward["kind"]?.ToString() == JudgeKind && root.At($"{at}.judge") is { } node and not SpecScalar { IsNull: true }:
                    var named = SpecBinder.Bind<JudgeRef>(node, $"{at}.judge");
                    reward["judge"] = JsonSerializer.SerializeToNode(Complete(named, root, $"{at}.judge"), EventJson.Options);
                    break;
                case { } nested when OptionList.IsRecord(property.PropertyType):
                    CompleteJudges(nested, root, at);
                    break;
            }
        }
    }

    private JudgeRef Complete(JudgeRef judge, SpecMap root, string at)
    {
        var factory = At(root, at, () => catalog.Judge(judge.Name));
        var given = (root.At(at) as SpecMap)?.Find("options") ?? SpecJson.ToNode(JsonSerializer.SerializeToElement(judge.Options), root.Nearest(at).Place);
        var complete = Validated(SpecBinder.Bind(given, factory.OptionsType, $"{at}.options"), factory.GetType(), root, $"{at}.options");
        return new JudgeRef(factory.Name, OptionsJson.Write(complete));
    }

    // A run of an hour should not find out at its end that nobody optimises policies here.
    private void CheckEffects(SpecMap root, AlgorithmDescriptor algorithm, object options)
    {
        if ((options as INeedEffects)?.NeededEffects.FirstOrDefault(needed => catalog.Effects.All(e => e.EffectType != needed)) is { } missing)
        {
            throw new InvalidInputException(
                $"{root.Nearest("algorithm").Place}: {algorithm.Name} with these options needs the effect '{EffectAttribute.Of(missing).Name}', which no installed plugin works out. "
                + "Install one that does; `alab plugins list` shows what there is, and why a plugin is not used.");
        }
    }

    private object Validated(object options, Type owner, SpecMap root, string path)
    {
        var service = typeof(IValidator<>).MakeGenericType(options.GetType());
        if (catalog.ResolveOptional(owner, service) is IValidator rules)
        {
            Check(root, path, rules.Validate(new ValidationContext<object>(options)).Errors);
        }

        return options;
    }

    private static void Check(SpecMap root, string path, List<FluentValidation.Results.ValidationFailure> failures)
    {
        if (failures.Count > 0)
        {
            throw new InvalidInputException(string.Join(Environment.NewLine, failures.Select(failure =>
            {
                var keys = failure.PropertyName.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName);
                var full = string.Join('.', keys.Prepend(path).Where(k => k.Length > 0));
                return $"{root.Nearest(full).Place}: {full}: {failure.ErrorMessage}";
            })));
        }
    }

    private static void CheckCount(SpecMap root, int points, int seeds)
    {
        if ((long)points * seeds > MostRuns)
        {
            throw new InvalidInputException(
                $"{root.Nearest("seeds").Place}: {points} grid points with {seeds} seeds each are {(long)points * seeds} runs; "
                + $"at most {MostRuns} are submitted together. Take fewer, or split them over several specs.");
        }
    }

    // Options may be well-formed each and impossible together; the environment itself knows.
    private static void TryCreate(SpecMap root, IEnvironmentFactory factory, object options)
    {
        try
        {
            var environment = factory.Create(options);
            var numbers = (long)environment.MaxSteps * (environment.ObservationSpace.Dimension + environment.ActionSpace.Dimension);
            if (numbers > MostNumbersAnEpisode)
            {
                throw new InvalidInputException(
                    $"an episode of {environment.MaxSteps} steps with {environment.ObservationSpace.Dimension} observed numbers each has {numbers} numbers, "
                    + $"and a rollout can keep {MostNumbersAnEpisode}. Lower the one or the other.");
            }
        }
        catch (Exception error) when (error is ArgumentException or InvalidInputException)
        {
            throw new InvalidInputException($"{root.Nearest("environment.options").Place}: {factory.Name} cannot be made with these options: {error.Message}", error);
        }
    }

    private static T At<T>(SpecMap root, string key, Func<T> look)
    {
        try
        {
            return look();
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{root.Nearest(key).Place}: {error.Message}", error);
        }
    }

    internal static Regex NamePattern { get; } = new("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
}
