namespace AlignmentLab.Environments.Episodes;

/// <summary>Spaces in the words of an error message.</summary>
internal static class SpaceDescription
{
    public static string Describe(this Space space) => space switch
    {
        DiscreteSpace discrete => $"one whole number from 0 to {discrete.Count - 1}",
        BoxSpace { Dimension: 1 } box => $"one number from {box.Low[0]} to {box.High[0]}",
        BoxSpace box => $"{box.Dimension} numbers from [{string.Join(", ", box.Low)}] to [{string.Join(", ", box.High)}]",
        _ => space.ToString(),
    };
}
