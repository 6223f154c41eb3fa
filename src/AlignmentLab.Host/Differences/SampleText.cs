using System.Globalization;
using AlignmentLab.Core.Replay;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Differences;

/// <summary>What a replay of some of the jobs says about the others.</summary>
internal static class SampleText
{
    public static string Of(JobSample sample)
    {
        var confidence = sample.Confidence;
        return $"{Figures.Count(sample.Repeated)} of {Figures.Count(sample.Of)} jobs repeated (seed {sample.Seed})"
            + (confidence.SmallestShareCaught is not { } share ? ": there were none to repeat."
                : sample.Repeated == sample.Of ? ": all of them, so any falsified one would have been caught."
                : $": {Upwards(share)} or more falsified jobs would have been caught with 95% probability, a single one with {Downwards(confidence.Single)}, one in ten with {Downwards(confidence.OneInTen)}.");
    }

    // Rounded so that the statement stays true.
    private static string Upwards(double share) => Percent(Math.Ceiling(share * 1000 - 1e-9));

    private static string Downwards(double probability) => Percent(Math.Floor(probability * 1000 + 1e-9));

    private static string Percent(double thousandths) => (thousandths / 10).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
