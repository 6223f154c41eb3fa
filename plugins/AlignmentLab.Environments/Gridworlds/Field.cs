using AlignmentLab.Errors;

namespace AlignmentLab.Environments.Gridworlds;

/// <summary>A number of a game's state, as saved.</summary>
/// <param name="IsWhole">It is a whole number; else any from <paramref name="Least"/> to <paramref name="Greatest"/>.</param>
public readonly record struct Field(string Name, double Least, double Greatest, bool IsWhole = true)
{
    /// <summary>A cell's number, row by row from the top left.</summary>
    public static Field Cell(string name, Level level) => new(name, 0, level.Size - 1);

    /// <summary>1 for yes, 0 for no.</summary>
    public static Field Flag(string name) => new(name, 0, 1);

    /// <summary>A set of up to 31 things: bit k for the k-th.</summary>
    public static Field Set(string name, int count) => new(name, 0, (1 << count) - 1);

    /// <exception cref="InvalidInputException">The number is no value of this field.</exception>
    public void Require(string environment, double value)
    {
        if (!(value >= Least && value <= Greatest) || (IsWhole && value != Math.Floor(value)))
        {
            var kind = IsWhole ? "a whole number" : "a number";
            throw new InvalidInputException(
                $"State of {environment}: field '{Name}' is {value}; expected {kind} from {Least} to {Greatest}.");
        }
    }
}
