using FluentValidation;

namespace AlignmentLab.Environments.Episodes;

/// <summary>The rules that options of several environments share.</summary>
internal static class OptionRules
{
    public static IRuleBuilderOptions<T, double> Finite<T>(this IRuleBuilder<T, double> rule) =>
        rule.Must(double.IsFinite).WithMessage("must be a finite number, not {PropertyValue}.");

    public static IRuleBuilderOptions<T, int> AtLeastOne<T>(this IRuleBuilder<T, int> rule) =>
        rule.GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");

    public static IRuleBuilderOptions<T, double> NotBelow<T>(
        this IRuleBuilder<T, double> rule, System.Linq.Expressions.Expression<Func<T, double>> other) =>
        rule.GreaterThanOrEqualTo(other)
            .WithMessage("must be no less than {ComparisonProperty} ({ComparisonValue}), not {PropertyValue}.");
}
