using AlignmentLab.Environments;
using AlignmentLab.Questions;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Judges;

/// <summary>
/// A judge that answers at once, by a rule. It implements <see cref="IScriptedComparer"/>, <see cref="IScriptedScorer"/>,
/// <see cref="IScriptedAnswerer"/> or several. An instance is used by one thread at a time.
/// </summary>
public interface IScriptedJudge;

/// <summary>Compares fragments of rollouts by a rule.</summary>
public interface IScriptedComparer : IScriptedJudge
{
    /// <summary>
    /// Says which of two fragments is better. It sees what a learner may see: observations, actions and visible rewards; hidden
    /// performance is not within its reach.
    /// </summary>
    /// <param name="first">In the order in which this judge is shown the pair, which is drawn anew for each pair.</param>
    Verdict Compare(TrajectoryFragment first, TrajectoryFragment second, IDrawSource draws);
}

/// <summary>
/// Scores steps by a rule: its <see cref="IRewardFunction.Reward"/> is what it would pay for one, and the score of an episode is the sum over its
/// steps. Like a comparer, it sees what a learner may see. As the source of a reward it is named by <see cref="JudgeReward"/>.
/// </summary>
public interface IScriptedScorer : IScriptedJudge, IRewardFunction;

/// <summary>Judges by a reward, which it opens before it is first asked.</summary>
public interface IRewardComparer : IScriptedComparer
{
    /// <param name="openReward">Opens a reward for the steps of the environment that the fragments come from.</param>
    /// <exception cref="Errors.AlignmentLabException">The reward cannot be opened.</exception>
    ValueTask OpenAsync(Func<RewardSource, CancellationToken, ValueTask<IRewardFunction>> openReward, CancellationToken cancellationToken);
}

/// <summary>Answers questions by a rule.</summary>
public interface IScriptedAnswerer : IScriptedJudge
{
    /// <summary>An answer in the question's form.</summary>
    /// <param name="question">With its options in the order in which this judge is shown them.</param>
    /// <exception cref="Errors.WorkFailedException">It has no answer.</exception>
    Answer Answer(Question question, IDrawSource draws);
}

/// <summary>Makes a scripted judge. Registered by a plugin under <see cref="Name"/>.</summary>
public interface IJudgeFactory
{
    /// <summary>The name that a spec uses, such as <c>visible-return</c>.</summary>
    string Name { get; }

    /// <summary>One line: how it judges, and by what it sees.</summary>
    string Description { get; }

    Type OptionsType { get; }

    /// <param name="options">An instance of <see cref="OptionsType"/>, already validated.</param>
    IScriptedJudge Create(object options);
}
