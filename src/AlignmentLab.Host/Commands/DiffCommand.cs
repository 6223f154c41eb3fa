using System.CommandLine;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Differences;
using AlignmentLab.Host.ResultLines;

[assembly: Subcommand<AlignmentLab.Host.Commands.DiffCommand>("diff", 71)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab diff</c>.</summary>
internal sealed class DiffCommand() : Subcommand("Where two runs part, and what it did.")
{
    private readonly Argument<string> _left = new("left") { HelpName = "A", Description = "A run's name, or a part of it that no other run's name has." };
    private readonly Argument<string> _right = new("right") { HelpName = "B", Description = "Another run, such as a fork of the first." };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_left);
        command.Add(_right);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var left = await lab.Mediator.Send(new FindRun(context.Get(_left)), context.Interrupted);
        var right = await lab.Mediator.Send(new FindRun(context.Get(_right)), context.Interrupted);
        var comparison = await lab.Mediator.Send(new CompareRuns(left, right), context.Interrupted);
        context.Output.Line(DiffLine.Of(comparison));
        ComparisonText.Write(context.Output, comparison);
        return 0;
    }
}
