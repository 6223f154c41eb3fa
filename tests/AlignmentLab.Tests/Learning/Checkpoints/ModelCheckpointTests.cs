using AlignmentLab.Artifacts;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Learning.Checkpoints;
using AlignmentLab.Learning.Models;
using AlignmentLab.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Checkpoints;

public sealed class ModelCheckpointTests
{
    private static readonly Dictionary<string, string> Provenance = new(StringComparer.Ordinal) { ["run"] = "r1", ["kind"] = "forged" };

    [Fact]
    public void Write_OfANetwork_StoresWeightsAsPyTorchLaysThemOut()
    {
        var file = Safetensors.Read(Sample().Write("managed/1", Provenance));
        file["layers.0.weight"].Shape.ShouldBe([3, 2]);
        file["layers.1.weight"].Shape.ShouldBe([2, 3]);
        file["layers.0.weight"].ToFloats()[1].ShouldBe(((Mlp)Sample().Network).Layers[0].Weight.Value[1, 0]);
    }

    [Fact]
    public void Write_WithProvenance_KeepsItUnlessItClaimsTheModelsOwnEntries()
    {
        var metadata = Safetensors.Read(Sample().Write("managed/1", Provenance)).Metadata;
        metadata["run"].ShouldBe("r1");
        metadata["kind"].ShouldBe("mlp");
        metadata["engine"].ShouldBe("managed/1");
        metadata["sizes"].ShouldBe("2,3,2");
    }

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSameModel()
    {
        var written = Sample().Write("managed/1", Provenance);
        var read = ModelCheckpoint.Read(written);
        read.Write("managed/1", Provenance).ShouldBe(written);
        read.Scaling!.Deviation.ShouldBe([2f, 4f]);
    }

    [Theory]
    [InlineData("sizes", "2,3")]
    [InlineData("sizes", "2,-3,2")]
    [InlineData("sizes", "2,2147483647,2147483647,2")]
    [InlineData("sizes", "")]
    [InlineData("activation", "gelu")]
    [InlineData("loss", "hinge")]
    [InlineData("format", "other/1")]
    [InlineData("kind", null)]
    public void Open_WithMetadataThatDoesNotFit_FailsClearly(string key, string? value)
    {
        var file = Safetensors.Read(Sample().Write("managed/1", Provenance));
        var metadata = file.Metadata.ToDictionary(StringComparer.Ordinal);
        metadata.Remove(key);
        if (value is not null)
        {
            metadata[key] = value;
        }

        var error = Should.Throw<EnvironmentFailureException>(() => new ManagedModelRuntime().Open(Safetensors.Write([.. file.Tensors], metadata)));
        error.Message.ShouldContain(key);
    }

    [Fact]
    public void Open_WithoutATensor_NamesIt()
    {
        var file = Safetensors.Read(Sample().Write("managed/1", Provenance));
        var bytes = Safetensors.Write([.. file.Tensors.Where(t => t.Name != "layers.1.bias")], file.Metadata);
        Should.Throw<EnvironmentFailureException>(() => new ManagedModelRuntime().Open(bytes)).Message.ShouldContain("layers.1.bias");
    }

    [Fact]
    public void Open_WithNumbersThatCannotBe_NamesTheTensor()
    {
        var broken = Sample();
        ((Mlp)broken.Network).Layers[1].Weight.Value[0, 0] = float.NaN;
        Should.Throw<EnvironmentFailureException>(() => new ManagedModelRuntime().Open(broken.Write("managed/1", Provenance)))
            .Message.ShouldContain("layers.1.weight");
        var unscaled = Sample() with { Scaling = new InputScaling([1, 1], [2, 0]) };
        Should.Throw<EnvironmentFailureException>(() => new ManagedModelRuntime().Open(unscaled.Write("managed/1", Provenance)))
            .Message.ShouldContain("input.deviation");
    }

    [Fact]
    public void Open_WithScaling_AppliesItBeforeTheFirstLayer()
    {
        var model = new ManagedModelRuntime().Open(Sample().Write("managed/1", Provenance));
        var plain = new ManagedModelRuntime().Open((Sample() with { Scaling = null }).Write("managed/1", Provenance));
        var (scaled, expected) = (new float[2], new float[2]);
        model.Forward(1, [5, 9], scaled);
        plain.Forward(1, [2, 2], expected);
        scaled.ShouldBe(expected);
    }

    [Fact]
    public void Read_OfAnyShape_IsTheSameModel() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(21, 1).WithMaxTest(40),
        Prop.ForAll(Gen.Choose(1, 9).ListOf().Where(sizes => sizes.Count >= 2).ToArbitrary(), sizes =>
        {
            var network = new Mlp([.. sizes], "relu");
            network.Initialize(new RandomStream(1, "any"));
            var written = new ModelCheckpoint("linear", "squared-error", network, Scaling: null).Write("managed/1", Provenance);
            ModelCheckpoint.Read(written).Write("managed/1", Provenance).ShouldBe(written);
        }));

    [Fact]
    public void Open_WithAnyByteChanged_OpensOrFailsClearly()
    {
        var written = Sample().Write("managed/1", Provenance);
        var failures = 0;
        for (var i = 0; i < written.Length; i++)
        {
            var damaged = (byte[])written.Clone();
            damaged[i] ^= (byte)(1 + (37 * i % 255));
            try
            {
                new ManagedModelRuntime().Open(damaged);
            }
            catch (EnvironmentFailureException)
            {
                failures++;
            }
        }

        failures.ShouldBeGreaterThan(100);
    }

    private static ModelCheckpoint Sample()
    {
        var network = new Mlp([2, 3, 2], "relu");
        network.Initialize(new RandomStream(1, "sample"));
        return new ModelCheckpoint("mlp", "cross-entropy", network, new InputScaling([1, 1], [2, 4]));
    }
}
