namespace AlignmentLab.Core.Team;

/// <summary>What an account is there for. <see cref="Permissions"/> says what each may do.</summary>
public enum Role
{
    /// <summary>Sees everything and changes nothing.</summary>
    Viewer,

    /// <summary>Answers queries and comments.</summary>
    Annotator,

    /// <summary>Runs, forks and cancels experiments, and handles incidents.</summary>
    Researcher,

    /// <summary>Replays and handles incidents, and never touches a run.</summary>
    Auditor,

    /// <summary>Does everything, and manages the accounts.</summary>
    Admin,
}
