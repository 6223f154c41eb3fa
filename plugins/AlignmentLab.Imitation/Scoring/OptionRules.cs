using FluentValidation;

namespace AlignmentLab.Imitation.Scoring;

/// <summary>The ranges that options of several algorithms share. Their upper ends are what one run can keep on its log.</summary>
internal static class OptionRules
{
    public const int MostRounds = 10_000;

    public const int MostEpisodes = 100_000;

    public const int MostLabels = 10_000_000;

    /// <summary>Each rollout is an event, and their requests and results are read again whenever the run is resumed.</summary>
    public const long MostRollouts = 1_000_000;

    public static IRuleBuilderOptions<T, int> From<T>(this IRuleBuilder<T, int> rule, int least, int most) =>
        rule.InclusiveBetween(least, most).WithMessage($"must be {least} to {most}, not {{PropertyValue}}.");

    public static IRuleBuilderOptions<T, int?> From<T>(this IRuleBuilder<T, int?> rule, int least, int most) =>
        rule.InclusiveBetween(least, most).WithMessage($"must be {least} to {most}, not {{PropertyValue}}.");
}
