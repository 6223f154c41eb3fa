using AlignmentLab.Errors;
using FluentValidation;

namespace AlignmentLab.Environments.Episodes;

/// <summary>
/// A factory that checks its options once more, so that an environment made in code is as safe as one from a spec.
/// </summary>
public abstract class EnvironmentFactory<TOptions>(string name, string description, IValidator<TOptions> validator)
    : IEnvironmentFactory
    where TOptions : class
{
    public string Name => name;

    public string Description => description;

    public Type OptionsType => typeof(TOptions);

    /// <exception cref="ArgumentException"><paramref name="options"/> is of another type.</exception>
    /// <exception cref="InvalidInputException">An option is out of its range; the message names it.</exception>
    public IEnvironment Create(object options)
    {
        if (options is not TOptions typed)
        {
            throw new ArgumentException(
                $"{name} takes {typeof(TOptions).Name}, not {options?.GetType().Name ?? "null"}.", nameof(options));
        }

        var faults = validator.Validate(typed).Errors.ConvertAll(fault => $"{fault.PropertyName} {fault.ErrorMessage}");
        return faults.Count == 0
            ? Create(typed)
            : throw new InvalidInputException($"Options of {name}: {string.Join(" ", faults)}");
    }

    protected abstract IEnvironment Create(TOptions options);
}
