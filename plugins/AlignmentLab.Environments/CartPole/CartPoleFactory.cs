using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.CartPole;

/// <summary>Registers <see cref="CartPoleEnvironment"/>.</summary>
public sealed class CartPoleFactory() : EnvironmentFactory<CartPoleOptions>(
    CartPoleEnvironment.RegisteredName,
    "Balance a pole on a cart for 500 steps (Gymnasium; Barto, Sutton and Anderson 1983).",
    new CartPoleOptionsValidator())
{
    protected override IEnvironment Create(CartPoleOptions options) => new CartPoleEnvironment(options);
}
