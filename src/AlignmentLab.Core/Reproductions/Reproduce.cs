using AlignmentLab.Algorithms;
using MediatR;

namespace AlignmentLab.Core.Reproductions;

/// <summary>Runs what a reproduction names and puts the figures beside the published ones.</summary>
/// <param name="Text">The reproduction, YAML.</param>
/// <param name="Source">Its file name, for messages.</param>
/// <param name="Settings"><c>name=value</c> of the settings that it offers, or <c>path=value</c> for every run.</param>
/// <param name="Author">Who has it run; null: the platform.</param>
public sealed record Reproduce(string Text, string Source, IReadOnlyList<string> Settings, IProgress<ReproductionProgress>? Progress = null, string? Author = null)
    : IRequest<ReproductionReport>;

/// <summary>Runs done so far.</summary>
public readonly record struct ReproductionProgress(int Done, int Runs, RunId Last);

/// <summary>Measured beside published.</summary>
public sealed record ReproductionReport(string Name, string Source, bool Analogue, string Differs, IReadOnlyList<ReproducedFigure> Rows)
{
    public bool Holds => Rows.All(r => r.Holds);
}

/// <param name="Published">Null where nothing was published: the figure is reported.</param>
/// <param name="StandardError">Of the measured figure, over runs; 0 for one run.</param>
/// <param name="Tolerance">How far the two may part; null where nothing was published.</param>
/// <param name="Holds">True where nothing was published.</param>
/// <param name="Runs">Runs that the figure is a mean over.</param>
public sealed record ReproducedFigure(string Quantity, double? Published, double Measured, double StandardError, double? Tolerance, bool Holds, int Runs);
