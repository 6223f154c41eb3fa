using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Dashboard.Pictures;

/// <summary>The style of what plays a part in a picture.</summary>
internal static class ToneClass
{
    public static string Of(Tone tone) => tone switch
    {
        Tone.Body => "tone-body",
        Tone.Part => "tone-part",
        Tone.Goal => "tone-goal",
        Tone.Danger => "tone-danger",
        Tone.Action => "tone-action",
        Tone.Motion => "tone-motion",
        _ => "tone-ground",
    };
}
