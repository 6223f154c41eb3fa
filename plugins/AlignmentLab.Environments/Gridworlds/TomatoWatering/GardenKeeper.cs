using AlignmentLab.Environments.Demonstrators;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.Gridworlds.TomatoWatering;

/// <summary>
/// Goes to the nearest tomato that looks dry, by any shortest way, and errs in a share of its steps. Where everything looks watered it walks on, anywhere: what
/// it does is told by what it sees.
/// </summary>
public sealed class GardenKeeper(double epsilon) : ErrantExpert(epsilon, Move.Directions)
{
    protected override void MarkBest(ReadOnlySpan<double> observation, Span<double> marks)
    {
        var agent = observation.IndexOf(TomatoWateringGame.AgentValue);
        var nearest = TomatoWateringGame.NearestDry(agent, observation);
        for (var action = 0; action < marks.Length; action++)
        {
            var to = TomatoWateringGame.Walk(agent, action);
            marks[action] = to != agent && TomatoWateringGame.NearestDry(to, observation) < nearest ? 1 : 0;
        }
    }
}

/// <summary>Registers <see cref="GardenKeeper"/>.</summary>
public sealed class GardenKeeperFactory : IScriptedExpertFactory
{
    public string Name => "tomato-watering-keeper";

    public string Description => "Goes to the nearest tomato that looks dry and errs in a share of its steps.";

    public string Environment => TomatoWateringGame.RegisteredName;

    public Type OptionsType => typeof(DemonstratorOptions);

    public IScriptedExpert Create(object options, IEnvironment environment) => new GardenKeeper(((DemonstratorOptions)options).Epsilon);
}
