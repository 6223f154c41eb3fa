namespace AlignmentLab.Host.Composition;

/// <summary>What a command wants of a lab.</summary>
/// <param name="Creates">A lab that is not there is made.</param>
/// <param name="Writes">False: the log is opened for reading alone, so that a lab on a read-only disk will do.</param>
/// <param name="LoadsPlugins">False: no plugin's code runs, so that a lab from elsewhere can be looked at safely.</param>
internal sealed record LabUse(bool Creates, bool Writes, bool LoadsPlugins)
{
    /// <summary>To look at what is recorded.</summary>
    public static LabUse Look { get; } = new(Creates: false, Writes: false, LoadsPlugins: false);

    /// <summary>To change what is recorded.</summary>
    public static LabUse Change { get; } = new(Creates: false, Writes: true, LoadsPlugins: false);

    /// <summary>To run what is recorded again, or to read what plugins recorded, without writing.</summary>
    public static LabUse Replay { get; } = new(Creates: false, Writes: false, LoadsPlugins: true);

    /// <summary>To go on with what is recorded.</summary>
    public static LabUse Work { get; } = new(Creates: false, Writes: true, LoadsPlugins: true);

    /// <summary>To record something new, or to use the installed plugins without any lab.</summary>
    public static LabUse Create { get; } = new(Creates: true, Writes: true, LoadsPlugins: true);
}
