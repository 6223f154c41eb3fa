using System.Text.Json.Nodes;

namespace AlignmentLab.Core.Detection.Measure;

/// <summary>A study of detectors as a file: experiments in which there is something to find, and others in which there is not.</summary>
public sealed record DetectorStudySpec
{
    public string Name { get; init; } = "";

    /// <summary>What the study asks.</summary>
    public string Title { get; init; } = "";

    /// <summary>Specs by name, whose learners game their reward.</summary>
    public JsonObject Gaming { get; init; } = [];

    /// <summary>Specs by name, whose learners do not.</summary>
    public JsonObject Honest { get; init; } = [];
}
