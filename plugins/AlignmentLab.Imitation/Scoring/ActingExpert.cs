using AlignmentLab.Algorithms;
using AlignmentLab.Errors;
using AlignmentLab.Experts;

namespace AlignmentLab.Imitation.Scoring;

/// <summary>For algorithms whose expert steers within an episode, where people, who answer through the inbox, cannot be waited for.</summary>
internal static class ActingExpert
{
    /// <exception cref="InvalidInputException">The expert is people.</exception>
    public static void Check(IRunContext run)
    {
        if (HumanExpert.Is(run.Expert))
        {
            throw new InvalidInputException("Here the expert takes over within an episode, and people label states through the inbox, when the episode is long over. Name a scripted expert, or use dagger, whose states people can label.");
        }
    }
}
