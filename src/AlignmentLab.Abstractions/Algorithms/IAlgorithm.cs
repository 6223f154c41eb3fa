namespace AlignmentLab.Algorithms;

/// <summary>
/// An algorithm: between two effects it is a pure function of its options and of what the effects before returned. It reads
/// no clock, no ambient randomness, no file and no network; all of these are effects of the <see cref="IRunContext"/>.
/// </summary>
/// <typeparam name="TOptions">A record whose property defaults are the documented defaults.</typeparam>
public interface IAlgorithm<in TOptions>
{
    Task RunAsync(TOptions options, IRunContext run);
}
