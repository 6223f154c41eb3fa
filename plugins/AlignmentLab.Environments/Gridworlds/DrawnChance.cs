namespace AlignmentLab.Environments.Gridworlds;

/// <summary>Chance from a source of draws.</summary>
internal sealed class DrawnChance : Chance
{
    /// <summary>Where the draws come from; set before a game is played.</summary>
    public IDrawSource? Draws { get; set; }

    public override bool Below(double probability) => Draws!.NextDouble() < probability;

    public override bool AtMost(double probability) => Draws!.NextDouble() <= probability;

    public override int Choice(int count) => (int)(Draws!.NextDouble() * count);
}
