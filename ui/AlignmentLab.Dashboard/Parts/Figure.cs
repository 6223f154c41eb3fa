using System.Globalization;
using AlignmentLab.Core.Projections;

namespace AlignmentLab.Dashboard.Parts;

/// <summary>Numbers and times as the pages show them.</summary>
public static class Figure
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four significant digits.</summary>
    public static string Value(double value) => value switch
    {
        0 => "0",
        _ when Math.Abs(value) is >= 1e9 or < 0.001 => value.ToString("0.###E+0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 1e6 => (value / 1e6).ToString("0.###", CultureInfo.InvariantCulture) + " M",
        _ when Math.Abs(value) >= 1_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };

    /// <summary>Date and time, UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => $"{Math.Max(0, span.TotalMilliseconds):0} ms",
        { TotalMinutes: < 1 } => $"{span.TotalSeconds:0.0} s",
        { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };

    /// <summary>How many of a detector's alarms people found to be false.</summary>
    public static string FalseAlarms(DetectorRecord record) => record.FalseAlarms is { } share
        ? Prose.Of(string.Create(CultureInfo.InvariantCulture, $"{record.Dismissed} of {share.Count} judged alarms were false: {share.Share:0 %} [{share.Low:0 %}, {share.High:0 %}]; {Count(record.Open)} not judged"))
        : record.Open == 1 ? "1 alarm, not judged yet" : $"{Count(record.Open)} alarms, none judged yet";

    /// <summary>How long ago something was, in words.</summary>
    public static string Ago(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min ago",
        { TotalDays: < 1 } => $"{(int)span.TotalHours} h ago",
        _ => $"{(int)span.TotalDays} d ago",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => $"{bytes / 1024.0:0.0} KiB",
        < 1 << 30 => $"{bytes / 1048576.0:0.0} MiB",
        _ => $"{bytes / 1073741824.0:0.00} GiB",
    };
}
