using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Runs;

/// <summary>How far runs are, as one line.</summary>
internal static class StandingText
{
    public static string Of(RunStanding standing) => string.Join(", ", Parts(standing));

    public static string Of(SetStanding set) =>
        $"{set.Ended} of {set.Runs} runs ended ({Figures.Percent(set.Fraction)})" + (set.Left is { } left ? $", about {Figures.Duration(left)} left" : "");

    private static IEnumerable<string> Parts(RunStanding standing)
    {
        if (standing.Fraction is { } fraction)
        {
            yield return Figures.Percent(fraction) + (standing.Left is { } left ? $", about {Figures.Duration(left)} left" : "");
        }

        if (standing.Waiting > 0)
        {
            yield return $"{Figures.Count(standing.Waiting)} {(standing.Waiting == 1 ? "query waits" : "queries wait")} for people (`alab inbox`)";
        }

        yield return $"{Figures.Count(standing.Effects)} effects ({standing.Speed:0.0}/s)";
        if (standing.ExpertQueries > 0)
        {
            yield return $"{Figures.Count(standing.ExpertQueries)} expert queries";
        }

        foreach (var (name, value) in standing.Metrics)
        {
            yield return $"{name} {Figures.Number(value)}";
        }
    }
}
