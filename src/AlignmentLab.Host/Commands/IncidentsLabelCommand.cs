using System.CommandLine;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Incidents;
using MediatR;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsLabelCommand>("incidents label", 106)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents label</c>.</summary>
internal sealed class IncidentsLabelCommand() : IncidentSubcommand("Have the run's expert label states of an incident's evidence, drawn at random; people find them in the inbox. The run is left alone.")
{
    private readonly Option<int?> _count = TypedOptions.Of<int?>(
        "--count", "N", $"How many states. Default: {DemandLabels.Usual}, or {DemandLabels.UsualOfPeople} where the expert is people, who are asked for {DemandLabels.MostOfPeople} at most.", $"a whole number from 1 to {DemandLabels.Most}",
        text => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is > 0 and <= DemandLabels.Most ? count : null);

    protected override LabUse Use => LabUse.Work;

    public override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(_count);
    }

    protected override IRequest<Incident> Request(string id, CommandContext context) => new DemandLabels(id, context.Get(_count), context.Author);
}
