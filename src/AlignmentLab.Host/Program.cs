using AlignmentLab.Host.Background;
using AlignmentLab.Host.CommandLine;

return await new CommandLineApp(BackgroundProcess.OpenStreams(), TimeProvider.System).RunAsync(args);
