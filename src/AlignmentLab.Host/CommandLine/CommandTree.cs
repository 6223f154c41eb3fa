using System.CommandLine;
using System.Reflection;
using AlignmentLab.Errors;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.CommandLine;

/// <summary>The commands of this assembly as one tree.</summary>
internal static class CommandTree
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["runs"] = "The runs of the lab.",
        ["rollouts"] = "The rollouts of a run, state by state.",
        ["incidents"] = "What the detectors found.",
        ["detectors"] = "What watches runs, and how well it does.",
        ["environments"] = "The environments of the installed plugins.",
        ["plugins"] = "The installed plugins.",
        ["models"] = "The models that runs have trained.",
        ["log"] = "The signed log of the lab.",
    };

    public static Option<string?> Lab { get; } = new("--lab")
    {
        Description = "The lab's directory, or the address of a server, for which $ALAB_TOKEN or the file $ALAB_TOKEN_FILE holds a token. Default: $ALAB_LAB, else ./.alab",
        HelpName = "DIR|URL",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write JSON lines to stdout; the last one is the result.",
        Arity = ArgumentArity.Zero,
        Recursive = true,
    };

    public static RootCommand Create(Streams streams, TimeProvider time)
    {
        var root = new RootCommand("AlignmentLab: run, watch and audit alignment training.") { Lab, Json };
        foreach (var placed in typeof(CommandTree).Assembly.GetCustomAttributes<SubcommandAttribute>().OrderBy(c => c.Order))
        {
            var words = placed.Path.Split(' ');
            var subcommand = placed.Create();
            var command = new Command(words[^1], subcommand.Description);
            subcommand.Declare(command);
            foreach (var argument in command.Arguments)
            {
                ParseFaults.RejectOptions(argument);
            }

            command.SetAction((arguments, interrupted) => subcommand.RunAsync(new CommandContext(
                arguments, LocationOf(arguments, placed.Path, subcommand), new Output(streams, arguments.GetValue(Json)), time, interrupted)));
            Parent(root, words[..^1]).Add(command);
        }

        return root;
    }

    private static LabLocation LocationOf(ParseResult arguments, string path, Subcommand subcommand)
    {
        var location = LabLocation.Of(arguments.GetValue(Lab));
        return location.Server is null || subcommand.WorksRemotely ? location : throw new InvalidInputException(
            $"`alab {path}` works on the lab's own machine alone, and {location.Directory} is a server. {subcommand.RemoteRemedy ?? "Go there and give the lab's directory by --lab."}");
    }

    private static Command Parent(Command root, IEnumerable<string> words) => words.Aggregate(root, (parent, word) =>
    {
        var group = parent.Subcommands.FirstOrDefault(c => c.Name == word);
        if (group is null)
        {
            group = new Command(word, Groups[word]);
            parent.Add(group);
        }

        return group;
    });
}
