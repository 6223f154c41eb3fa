namespace AlignmentLab.Dashboard.Sessions;

/// <summary>Where the lab lies and how much room it takes.</summary>
public interface ILabFiles
{
    string Directory { get; }

    LabSizes Sizes();
}

/// <summary>Sizes in bytes.</summary>
/// <param name="EventLog">The event log with what is not yet merged into it.</param>
/// <param name="Free">Left on the disk for this user.</param>
public sealed record LabSizes(long EventLog, long Artifacts, long Free);
