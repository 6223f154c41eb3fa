using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Judges;
using AlignmentLab.Errors;
using AlignmentLab.Judges;
using AlignmentLab.Questions;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Has a scripted judge answer a question; people answer theirs in the inbox.</summary>
internal sealed class AskHandler : IEffectHandler<AskRequest, Answered>
{
    public bool IsRepeatable(AskRequest effect) => !HumanJudge.Is(effect.Judge);

    public bool WaitsForPeople(AskRequest effect) => HumanJudge.Is(effect.Judge);

    public Task<EffectOutcome<Answered>> HandleAsync(AskRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var judge = scope.CreateJudge(effect.Judge) as IScriptedAnswerer ?? throw new WorkFailedException(
            $"The judge '{effect.Judge.Name}' compares rollouts and answers no questions. Name another; `alab plugins list` shows them.");
        var order = effect.Question.Form is ChoiceForm choice ? scope.Random("order").CreateGenerator().Permutation(choice.Options.Count) : null;
        var shown = ShownOrder.Shown(effect.Question, order);
        var said = judge.Answer(shown, scope.Random("judge").CreateGenerator());
        if (shown.Form.FaultOf(said) is { } fault)
        {
            throw new WorkFailedException($"The judge '{effect.Judge.Name}' gave no answer of the form asked for: {fault}.");
        }

        var answer = ShownOrder.Own(said, order);
        return Task.FromResult(new EffectOutcome<Answered>(new Answered(answer, [new AnswerVote(answer, order)])));
    }
}
