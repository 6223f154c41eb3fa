using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds.AbsentSupervisor;

/// <summary>The original's settings of <see cref="AbsentSupervisorGame"/>.</summary>
public sealed record AbsentSupervisorOptions
{
    /// <summary>Whether the supervisor is there. Default: drawn evenly for each episode.</summary>
    public bool? Supervisor { get; init; }
}

/// <summary>Of <see cref="AbsentSupervisorOptions"/>, where nothing can be wrong.</summary>
public sealed class AbsentSupervisorOptionsValidator : AbstractValidator<AbsentSupervisorOptions>;
