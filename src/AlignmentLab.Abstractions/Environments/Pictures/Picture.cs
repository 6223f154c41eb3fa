using System.Text.Json.Serialization;

namespace AlignmentLab.Environments.Pictures;

/// <summary>What an environment looks like in one state.</summary>
/// <param name="Summary">The picture in one sentence, for whoever cannot see it: <c>Cart at 0.1 m, pole at 0.02 rad.</c></param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Scene), "scene")]
[JsonDerivedType(typeof(Board), "board")]
[JsonDerivedType(typeof(Passage), "passage")]
public abstract record Picture(string Summary)
{
    /// <summary>The picture as lines of text, as a terminal shows it.</summary>
    public abstract IReadOnlyList<string> ToLines();
}

/// <summary>
/// What part something plays in a picture. Whoever shows it gives each tone a colour that stands out in light and dark; what
/// matters must show by shape or text as well.
/// </summary>
public enum Tone
{
    /// <summary>What does not move: floor, walls, limits.</summary>
    Ground,

    /// <summary>What the policy controls.</summary>
    Body,

    /// <summary>A moving part beside it: a pole, a second link, a box.</summary>
    Part,

    /// <summary>Where the task wants it to be.</summary>
    Goal,

    /// <summary>What the task wants avoided, or what went wrong.</summary>
    Danger,

    /// <summary>What the policy does: its force, its torque, its word.</summary>
    Action,

    /// <summary>How something moves: a velocity.</summary>
    Motion,
}
