using System.CommandLine;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;

[assembly: Subcommand<AlignmentLab.Host.Commands.RunsTagCommand>("runs tag", 34)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab runs tag</c>.</summary>
internal sealed class RunsTagCommand() : Subcommand("Put tags on a run, to find it again by, or take them off.")
{
    private readonly Argument<string> _run = TypedOptions.Run();

    private readonly Argument<string[]> _tags = new("TAG") { HelpName = "TAG", Description = "1 to 40 of a-z 0-9 . _ - : beginning with a letter or a digit.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<bool> _remove = new("--remove") { Description = "Take them off." };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_tags);
        command.Add(_remove);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Change);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var notes = RunNotes.None;
        foreach (var tag in context.Get(_tags))
        {
            notes = await lab.Mediator.Send(new TagRun(run, tag, context.Get(_remove), context.Author), context.Interrupted);
        }

        context.Output.Line(new TagsLine(run, [.. notes.Tags]));
        context.Output.Text(notes.Tags.Count > 0 ? $"{run} has the tags {string.Join(", ", notes.Tags)}." : $"{run} has no tags.");
        return 0;
    }
}
