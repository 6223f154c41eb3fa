using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Judges;
using AlignmentLab.Questions;

namespace AlignmentLab.Debate.Judges;

/// <summary>
/// Chooses the option for which most characters were written, of equals the one shown first: a baseline that reads nothing, for
/// judges that do to be compared with.
/// </summary>
internal sealed class LongestArgument : IScriptedAnswerer
{
    public Answer Answer(Question question, IDrawSource draws)
    {
        if (question.Form is not ChoiceForm choice)
        {
            throw new WorkFailedException("The judge 'longest-argument' chooses among options and writes nothing.");
        }

        var written = Enumerable.Range(0, choice.Options.Count).Select(i => question.Passages.Where(p => p.ArguesFor == i).Sum(p => p.Text.Length)).ToList();
        return new ChosenOption(written.IndexOf(written.Max()));
    }
}

internal sealed class LongestArgumentFactory : IJudgeFactory
{
    public string Name => "longest-argument";

    public string Description => "Chooses the option for which most was written, of equals the one shown first; a baseline that reads nothing.";

    public Type OptionsType => typeof(NoOptions);

    public IScriptedJudge Create(object options) => new LongestArgument();
}
