using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>What lies between the outermost fortieths of resampled figures.</summary>
internal static class FormInterval
{
    public static async Task MeasureAsync(IRunContext run, string name, List<double> values)
    {
        values.Sort();
        await run.MeasureAsync($"{name}-low", values[(int)(0.025 * (values.Count - 1))], unit: "95% interval");
        await run.MeasureAsync($"{name}-high", values[(int)Math.Ceiling(0.975 * (values.Count - 1))], unit: "95% interval");
    }
}
