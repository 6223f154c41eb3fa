using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Bills;
using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>Asks the expert to go on from where a policy got, for some steps, several times over. Each step that it takes is one expert query.</summary>
/// <param name="Policy">Acts before each chunk.</param>
/// <param name="Chunks">One at least.</param>
[Effect("write-chunks", "chunks-requested.v1", "chunks-written.v1")]
public sealed record WriteChunksRequest(Policy Policy, ExpertRef Expert, EnvironmentRef Environment, IReadOnlyList<ChunkSpan> Chunks) : Effect<WrittenChunks>, IExpertQueries, IActedSteps
{
    long IActedSteps.Episodes => Chunks.Count(c => c.Start > 0);

    long IActedSteps.Steps => Chunks.Sum(c => (long)c.Start);

    long IExpertQueries.ExpertQueries => Chunks.Sum(c => (long)c.Length);

    bool IExpertQueries.AsksPeople => HumanExpert.Is(Expert);
}

/// <summary>What the expert did.</summary>
/// <param name="Labels">See <see cref="Trajectories.StateLabels"/>: the states of all chunks, one chunk after the other, with the action that the expert took.</param>
/// <param name="Count">How many states that is: fewer than were asked for where an episode ended before.</param>
public sealed record WrittenChunks(Artifact Labels, long Count);
