namespace AlignmentLab.Imitation.Gating;

/// <summary>A gate at work, for one episode.</summary>
internal interface IGateKeeper
{
    /// <summary>
    /// Whether the expert acts in this state, else the novice does. A keeper that needs the expert's word asks for it, and when it
    /// gets none (<see cref="GateView.IsSpent"/>) its answer is not looked at.
    /// </summary>
    bool ExpertActs(GateView view);
}
