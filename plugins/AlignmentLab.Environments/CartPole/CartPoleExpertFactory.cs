using AlignmentLab.Environments.Episodes;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.CartPole;

/// <summary>Registers <see cref="CartPoleExpert"/>.</summary>
public sealed class CartPoleExpertFactory() : ScriptedExpertFactory(
    "cartpole-feedback",
    CartPoleEnvironment.RegisteredName,
    "Linear state feedback; return 500 on each of seeds 0 to 999.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) => new CartPoleExpert();
}
