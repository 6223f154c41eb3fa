using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Dashboard.Parts;
using AlignmentLab.Errors;

namespace AlignmentLab.Dashboard.Specs;

/// <summary>A spec as somebody writes it, with what is laid over it. It stays as it is whatever becomes of it.</summary>
public sealed class SpecDraft
{
    /// <summary>Characters of a spec.</summary>
    public const int MostText = 100_000;

    /// <summary>Characters of the settings.</summary>
    public const int MostSettings = 20_000;

    /// <summary>Runs submitted at once.</summary>
    public const int MostRuns = 1_000;

    /// <summary>The name that a spec has which came from no file.</summary>
    public const string Unnamed = "spec.yaml";

    private string? _before;

    public string Text { get; set; } = "";

    /// <summary>Names the spec in messages.</summary>
    public string Source { get; private set; } = Unnamed;

    /// <summary>A <c>path=value</c> a line.</summary>
    public string Settings { get; set; } = "";

    public SeedChoice Seeds { get; set; }

    /// <summary>The one seed, or how many.</summary>
    public long Number { get; set; } = 1;

    /// <summary>There is a text that another was put in the place of.</summary>
    public bool CanGoBack => _before is not null;

    /// <summary>Puts another text in the place of the one that is there, which is kept until the next.</summary>
    /// <param name="source">The name of its file; null: it came from none.</param>
    public void Replace(string text, string? source)
    {
        _before = string.IsNullOrWhiteSpace(Text) ? null : Text;
        (Text, Source) = (text, source ?? Unnamed);
    }

    /// <summary>Takes the text back that was there before.</summary>
    public void GoBack() => (Text, Source, _before) = (_before ?? Text, Unnamed, null);

    /// <summary>What asks for the runs that it means.</summary>
    /// <exception cref="InvalidInputException">It is too long.</exception>
    public PreviewRuns Preview()
    {
        CheckLength(Text, MostText, "The spec");
        CheckLength(Settings, MostSettings, "What is set");
        return new PreviewRuns(Text, Source, Lines(), Seed);
    }

    /// <inheritdoc cref="Preview"/>
    public SubmitRuns Submission(string author)
    {
        var asked = Preview();
        return new SubmitRuns(asked.Text, asked.Source, asked.Settings, asked.Seed, author);
    }

    private ulong? Seed => Seeds != SeedChoice.One ? null : Number >= 0 ? (ulong)Number : throw new InvalidInputException("A seed is 0 or more.");

    private IReadOnlyList<string> Lines() =>
    [
        .. Settings.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. Seeds == SeedChoice.Several ? [$"seeds={Number}"] : Array.Empty<string>(),
    ];

    private static void CheckLength(string text, int most, string what)
    {
        if (text.Length > most)
        {
            throw new InvalidInputException($"{what} has more than {Figure.Count(most)} characters; what came after them was cut off here. Submit it at the command line: alab run SPEC.");
        }
    }
}

/// <summary>Which seeds are run.</summary>
public enum SeedChoice
{
    /// <summary>Those of the spec.</summary>
    AsTheSpecSays,

    /// <summary>One, whatever the spec says.</summary>
    One,

    /// <summary>So many from 0 on, whatever the spec says.</summary>
    Several,
}
