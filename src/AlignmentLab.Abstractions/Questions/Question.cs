namespace AlignmentLab.Questions;

/// <summary>A question to a judge.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Form">What an answer may be.</param>
/// <param name="Passages">What the judge reads beside it, in order: a source, answers to subquestions, the transcript of a debate.</param>
/// <param name="Ancestors">The questions that it serves to answer, from the first one down; null where it stands for itself.</param>
public sealed record Question(string Text, AnswerForm Form, IReadOnlyList<Passage> Passages, IReadOnlyList<string>? Ancestors = null);

/// <summary>A piece of context.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Heading">What it is, such as the subquestion that it answers; null where it needs none.</param>
/// <param name="ArguesFor">The option (from 0) that its speaker argues for; a judge is shown it by the place of that option.</param>
/// <param name="Turn">
/// Neighbours of one turn were given at the same time; a judge is shown them in the order of the options that they argue for.
/// </param>
public sealed record Passage(string Text, string? Heading = null, int? ArguesFor = null, int? Turn = null);
