using AlignmentLab.Algorithms;
using AlignmentLab.Core.Audit;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Trajectories;
using MediatR;

namespace AlignmentLab.Core.Incidents;

/// <summary>
/// Has the run's expert label states that an incident's evidence visited, drawn at random, to tell whether the policy does
/// there what the expert would. The run and its budget are left alone: the labels belong to the incident. Where the expert is
/// people, the states wait for them in the inbox.
/// </summary>
/// <param name="Count">
/// How many states, 1 to <see cref="Most"/>, or of people <see cref="MostOfPeople"/>; as many as there are where there are fewer.
/// Null: <see cref="Usual"/>, or of people <see cref="UsualOfPeople"/>.
/// </param>
/// <exception cref="InvalidInputException">The run has no expert, or the evidence names no visited states.</exception>
public sealed record DemandLabels(string Id, int? Count, string Author) : IRequest<Incident>, IAuthored
{
    /// <summary>States in one demand of a scripted expert.</summary>
    public const int Most = 1_000;

    /// <summary>States in one demand of people.</summary>
    public const int MostOfPeople = 50;

    public const int Usual = 100;

    public const int UsualOfPeople = 20;
}

internal sealed class DemandLabelsHandler(IEventStore store, IMediator mediator, RunReader runs, DemandedStates states, TimeProvider time)
    : IRequestHandler<DemandLabels, Incident>
{
    public async Task<Incident> Handle(DemandLabels request, CancellationToken cancellationToken)
    {
        Check(request.Count, DemandLabels.Most, "");
        var incident = await mediator.Send(new ShowIncident(request.Id), cancellationToken);
        var submitted = await runs.SubmittedAsync(incident.Run, cancellationToken);
        var expert = submitted.Expert ?? throw new InvalidInputException($"{incident.Run} has no expert who could label its states.");
        var isPeople = HumanExpert.Is(expert);
        if (isPeople)
        {
            Check(request.Count, DemandLabels.MostOfPeople, $", as the expert of {incident.Run} is people");
        }

        var drawn = await states.DrawAsync(incident, request.Count ?? (isPeople ? DemandLabels.UsualOfPeople : DemandLabels.Usual), cancellationToken);
        var taken = await drawn.Scope.WriteAsync(drawn.Taken.ToBytes(), cancellationToken);
        if (isPeople)
        {
            await AskAsync(incident.Id, new LabelsAsked(incident.Run, drawn.Source, drawn.Environment, expert, drawn.States, taken), request.Author, cancellationToken);
        }
        else
        {
            var labels = Label(expert, drawn);
            var demanded = LabelComparison.Of(drawn.Actions, drawn.Taken, labels)
                .Demanded(drawn.Source, expert, taken, await drawn.Scope.WriteAsync(labels.ToBytes(), cancellationToken));
            await store.AppendActAsync(incident.Id.Stream, demanded, request.Author, time, cancellationToken);
        }

        return await mediator.Send(new ShowIncident(incident.Id.Value), cancellationToken);
    }

    private static void Check(int? count, int most, string why)
    {
        if (count < 1 || count > most)
        {
            throw new InvalidInputException($"Ask for 1 to {most:N0} labels at a time{why}.");
        }
    }

    // The query is named by its place on the incident's stream, which is its own.
    private async Task AskAsync(IncidentId incident, LabelsAsked asked, string author, CancellationToken cancellationToken)
    {
        while (true)
        {
            var last = (await store.HeadAsync(incident.Stream, cancellationToken))!.Value.Version;
            var act = ActLog.Act(asked, author, time) with { Call = new CallId($"incident/{incident}/{last + 1}") };
            try
            {
                await store.AppendAsync(incident.Stream, ExpectedVersion.Exactly(last), [act], cancellationToken);
                return;
            }
            catch (WrongExpectedVersionException)
            {
                // Something else came to the incident in between: it has that place.
            }
        }
    }

    private static StateLabels Label(ExpertRef expert, DrawnStates drawn)
    {
        var (labeller, taken) = (drawn.Scope.CreateExpert(expert, drawn.Environment), drawn.Taken);
        labeller.Begin(drawn.Scope.Random("demand/expert").CreateGenerator());
        var labels = new double[taken.Actions.Length];
        for (var i = 0; i < drawn.States.Count; i++)
        {
            labeller.Act(taken.Observations.AsSpan(i * taken.ObservationSize, taken.ObservationSize), labels.AsSpan(i * taken.ActionSize, taken.ActionSize));
        }

        return taken with { Actions = labels };
    }
}
