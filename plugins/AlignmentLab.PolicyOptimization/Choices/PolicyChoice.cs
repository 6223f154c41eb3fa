using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Policies;
using AlignmentLab.Serialization;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.Choices;

/// <summary>Which policy is meant.</summary>
public enum PolicyKind
{
    /// <summary>Actions at random.</summary>
    Uniform,

    /// <summary>The spec's expert.</summary>
    Expert,

    /// <summary>One that a run has recorded.</summary>
    Recorded,
}

/// <summary>A policy as a spec names it.</summary>
public sealed record PolicyChoice
{
    /// <summary>Which policy is meant.</summary>
    public PolicyKind Kind { get; init; }

    /// <summary>The probability of another action in a step, in [0, 1]; above 0 for discrete actions only.</summary>
    public double Epsilon { get; init; }

    /// <summary>For a recorded policy: it as events name it, such as { kind: softmax.v1, checkpoint: { hash: ..., length: ... } }.</summary>
    public JsonObject? Policy { get; init; }

    internal Policy In(IRunContext run)
    {
        var policy = Kind switch
        {
            PolicyKind.Uniform => new UniformPolicy(),
            PolicyKind.Expert => run.Expert.AsPolicy(),
            _ => Read(Policy!),
        };
        return Epsilon > 0 ? new ErringPolicy(Epsilon, policy) : policy;
    }

    internal static Policy Read(JsonObject policy) => EventJson.Deserialize<Policy>(EventJson.Serialize(policy));
}

internal sealed class PolicyChoiceValidator : AbstractValidator<PolicyChoice>
{
    public PolicyChoiceValidator()
    {
        RuleFor(p => p.Epsilon).Must(e => e is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(p => p.Policy).Must((p, policy) => p.Kind == PolicyKind.Recorded ? CanRead(policy) : policy is null)
            .WithMessage("is for the kind recorded, which needs it: a policy as events name one, such as { kind: softmax.v1, checkpoint: { hash: ..., length: ... } }.");
    }

    private static bool CanRead(JsonObject? policy)
    {
        try
        {
            return policy is not null && PolicyChoice.Read(policy) is not null;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return false;
        }
    }
}
