using FluentValidation;

namespace AlignmentLab.Environments.Episodes;

/// <summary>The rules that options of several environments share.</summary>
internal static class OptionRules
{
    public static IRuleBuilderOptions<T, double> Finite<T>(this IRuleBuilder<T, double> rule) =>
        rule.Must(double.IsFinite).WithMessage("{PropertyName} is {PropertyValue}; expected a finite number.");

    public static IRuleBuilderOptions<T, int> AtLeastOne<T>(this IRuleBuilder<T, int> rule) =>
        rule.GreaterThanOrEqualTo(1).WithMessage("{PropertyName} is {PropertyValue}; expected 1 or more.");

    public static IRuleBuilderOptions<T, double> NotBelow<T>(
        this IRuleBuilder<T, double> rule, System.Linq.Expressions.Expression<Func<T, double>> other) =>
        rule.GreaterThanOrEqualTo(other)
            .WithMessage("{PropertyName} is {PropertyValue}; expected no less than {ComparisonProperty}, which is {ComparisonValue}.");
}
