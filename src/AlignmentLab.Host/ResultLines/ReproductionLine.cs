using AlignmentLab.Core.Reproductions;

namespace AlignmentLab.Host.ResultLines;

/// <summary>A published result, measured beside published.</summary>
internal sealed record ReproductionLine(string Name, string Source, bool Analogue, string Differs, IReadOnlyList<ReproducedFigure> Rows, bool Holds)
{
    public static ReproductionLine Of(ReproductionReport report) =>
        new(report.Name, report.Source, report.Analogue, report.Differs, report.Rows, report.Holds);
}

/// <summary>A reproduction that can be run.</summary>
internal sealed record ReproductionNameLine(string Name, string Title, string Source, bool Analogue, IReadOnlyList<string> Settings);
