namespace AlignmentLab.Environments.Texts;

/// <summary>The characters and rules of a sort of text: read character by character, they tell what breaks a rule and how its writer goes on.</summary>
internal interface ITextRules
{
    /// <summary>All characters; a token is a place in it.</summary>
    string Characters { get; }

    /// <summary>Forgets the text.</summary>
    void Begin();

    /// <summary>Reads one more character; whatever came before, the text goes on from a definite state.</summary>
    /// <returns>Whether it breaks a rule.</returns>
    bool Read(int character);

    /// <summary>How likely each character is as the writer's next.</summary>
    /// <param name="probabilities">One a character.</param>
    void Distribution(Span<double> probabilities);
}
