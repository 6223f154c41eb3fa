using AlignmentLab.Learning.Models;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Models;

public sealed class MlpTests
{
    [Fact]
    public void Initialize_OfALayer_DrawsUniformlyWithinOneOverTheRootOfItsInputs()
    {
        var network = new Mlp([100, 200, 3], "tanh");
        network.Initialize(new RandomStream(1, "weights"));
        foreach (var ((weight, bias), bound) in network.Layers.Zip([0.1, 1 / Math.Sqrt(200)]))
        {
            float[] all = [.. weight.Value.Span, .. bias.Value.Span];
            all.Max(Math.Abs).ShouldBeLessThanOrEqualTo((float)bound);
            all.Max().ShouldBeGreaterThan((float)(0.95 * bound));
            all.Min().ShouldBeLessThan((float)(-0.95 * bound));
            all.Average().ShouldBe(0, 0.1 * bound);
            all.Select(x => x * x).Average().ShouldBe((float)(bound * bound / 3), 0.06 * bound * bound);
        }
    }

    [Fact]
    public void Initialize_WithEqualAndOtherSeeds_GivesEqualAndOtherWeights()
    {
        float[] Weights(ulong seed)
        {
            var network = new Mlp([3, 4], "tanh");
            network.Initialize(new RandomStream(seed, "weights"));
            return network.Parameters.Values.Span.ToArray();
        }

        Weights(1).ShouldBe(Weights(1));
        Weights(1).ShouldNotBe(Weights(2));
    }

    [Fact]
    public void Parameters_OfANetwork_StartOnCacheLinesOfOneBuffer()
    {
        var network = new Mlp([3, 5, 2], "relu");
        network.Parameters.All.Select(p => p.Name).ShouldBe(["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]);
        network.Parameters.Values.Length.ShouldBe(16 + 16 + 16 + 16);
        network.Parameters.All[1].Value[0, 4] = 7;
        network.Parameters.Values[0, 16 + 4].ShouldBe(7);
    }

    [Fact]
    public void Mlp_WithoutAnOutput_IsRefused() => Should.Throw<ArgumentException>(() => new Mlp([3], "tanh"));
}
