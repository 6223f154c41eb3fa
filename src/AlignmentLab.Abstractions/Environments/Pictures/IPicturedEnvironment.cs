namespace AlignmentLab.Environments.Pictures;

/// <summary>
/// An environment that draws its states, for people who watch a rollout or label its states. Optional: without it they see
/// the numbers alone.
/// </summary>
/// <remarks>
/// <para>
/// A picture says what there is, not how it looks: a <see cref="Scene"/> of shapes in the environment's own units, a
/// <see cref="Board"/> of characters for a gridworld, or a <see cref="Passage"/> of words for a sequence. Whoever shows it
/// chooses colours (light or dark), size and medium (browser, terminal); texts are shown as text and never as markup.
/// </para>
/// <code>
/// public sealed class Corridor : IEnvironment, IPicturedEnvironment
/// {
///     private static readonly BoardLegend[] Legend = [new('A', "the agent", Tone.Body), new('G', "the goal", Tone.Goal), new('#', "a wall", Tone.Ground)];
///
///     public Picture Draw(ReadOnlySpan&lt;double&gt; observation, ReadOnlySpan&lt;double&gt; action)
///     {
///         var row = "#....G#".ToCharArray();
///         row[1 + (int)observation[0]] = 'A';
///         return new Board($"The agent is at {observation[0]} of 4.", ["#######", new string(row), "#######"], Legend);
///     }
/// }
/// </code>
/// <para><c>EnvironmentCompliance</c> checks that an environment draws as it should.</para>
/// </remarks>
public interface IPicturedEnvironment
{
    /// <summary>
    /// Draws a state from what the policy saw of it. Pure: it neither reads nor changes the episode of the instance, and equal
    /// arguments give equal pictures. It is called before any <see cref="IEnvironment.Reset"/>, and at most some hundred
    /// times a second.
    /// </summary>
    /// <param name="observation">A recorded observation (<see cref="IEnvironment.ObservationSpace"/>'s dimension).</param>
    /// <param name="action">
    /// The action to show as taken in this state, such as an arrow of its force (<see cref="IEnvironment.ActionSpace"/>'s
    /// dimension); empty: none, as in an episode's last state and where people are asked what they would do.
    /// </param>
    Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action);
}
