using System.Text.Json;
using AlignmentLab.Environments;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Traces;

/// <summary>Uniform draws that were written down, handed out in order.</summary>
internal sealed class GivenDraws(IReadOnlyList<double> draws) : IDrawSource
{
    private int _next;

    /// <summary>How many have not been asked for.</summary>
    public int Left => draws.Count - _next;

    /// <exception cref="InvalidInputException">The text is no JSON array of numbers in [0, 1).</exception>
    public static GivenDraws Parse(string json)
    {
        try
        {
            var draws = JsonSerializer.Deserialize<double[]>(json) ?? throw new JsonException("null");
            return draws.All(d => d is >= 0 and < 1)
                ? new GivenDraws(draws)
                : throw new InvalidInputException($"--draws holds {draws.First(d => d is not (>= 0 and < 1)):R}: a draw is 0 or more and below 1.");
        }
        catch (JsonException error)
        {
            throw new InvalidInputException("--draws must be a JSON array of numbers in [0, 1), such as [0.25, 0.5].", error);
        }
    }

    /// <exception cref="InvalidInputException">All are used up.</exception>
    public double NextDouble() => _next < draws.Count
        ? draws[_next++]
        : throw new InvalidInputException($"--draws has {draws.Count} draws, and the environment asks for one more; give more of them.");
}
