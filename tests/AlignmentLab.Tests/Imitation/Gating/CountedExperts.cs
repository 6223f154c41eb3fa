using AlignmentLab.Environments;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Experts;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Tests.Imitation.Gating;

/// <summary>An expert of the copy chain that counts what it is asked, and that may refuse or contradict itself.</summary>
internal sealed class CountedExperts(long refusesAfter = long.MaxValue, bool contradicts = false) : Module
{
    public const string Name = "counted";

    private long _asked;

    /// <summary>How often it was asked what it would do, in all runs of the lab.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    protected override void Load(ContainerBuilder builder) => builder.RegisterInstance<IScriptedExpertFactory>(new Factory(this));

    private sealed class Factory(CountedExperts owner) : IScriptedExpertFactory
    {
        public string Name => CountedExperts.Name;

        public string Description => "";

        public string Environment => CopyChainEnvironment.RegisteredName;

        public Type OptionsType => typeof(NoOptions);

        public IScriptedExpert Create(object options, IEnvironment environment) => new Expert(owner);
    }

    private sealed class Expert(CountedExperts owner) : IScriptedExpert
    {
        private readonly CueExpert _right = new();

        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            var asked = Interlocked.Increment(ref owner._asked);
            if (asked > owner.RefusesAfter)
            {
                throw new InvalidOperationException("I would rather not say.");
            }

            _right.Act(observation, action);
            action[0] = owner.Contradicts && asked % 2 == 0 ? 1 - action[0] : action[0];
        }
    }

    private long RefusesAfter => refusesAfter;

    private bool Contradicts => contradicts;
}
