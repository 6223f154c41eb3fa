namespace AlignmentLab.Bills;

/// <summary>The request or the result of an effect for which a policy acted: a run's bill counts it.</summary>
public interface IActedSteps
{
    /// <summary>Episodes that the policy began, 0 or more.</summary>
    long Episodes { get; }

    /// <summary>Choices that it made in all of them, 0 or more.</summary>
    long Steps { get; }
}
