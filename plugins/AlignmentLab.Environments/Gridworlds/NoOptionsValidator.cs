using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds;

/// <summary>Of <see cref="NoOptions"/>, where nothing can be wrong.</summary>
public sealed class NoOptionsValidator : AbstractValidator<NoOptions>;
