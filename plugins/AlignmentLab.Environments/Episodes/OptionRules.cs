using FluentValidation;

namespace AlignmentLab.Environments.Episodes;

/// <summary>The rules that options of several environments share.</summary>
internal static class OptionRules
{
    public static IRuleBuilderOptions<T, double> Finite<T>(this IRuleBuilder<T, double> rule) =>
        rule.Must(double.IsFinite).WithMessage("must be a finite number, not {PropertyValue}.");

    /// <summary>A limit on the steps of an episode: 1 to 1,000,000, since a rollout holds all of its episode in memory.</summary>
    public static IRuleBuilderOptions<T, int> Steps<T>(this IRuleBuilder<T, int> rule) =>
        rule.InclusiveBetween(1, 1_000_000).WithMessage("must be 1 to 1000000, not {PropertyValue}.");

    public static IRuleBuilderOptions<T, double> NotBelow<T>(
        this IRuleBuilder<T, double> rule, System.Linq.Expressions.Expression<Func<T, double>> other) =>
        rule.GreaterThanOrEqualTo(other)
            .WithMessage("must be no less than {ComparisonProperty} ({ComparisonValue}), not {PropertyValue}.");
}
