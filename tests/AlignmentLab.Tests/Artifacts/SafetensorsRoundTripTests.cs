using System.Text;
using AlignmentLab.Artifacts;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Artifacts;

public sealed class SafetensorsRoundTripTests
{
    [Fact]
    public void Read_OfWhatWasWritten_HasTheSameTensorsAndMetadata() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(30, 31).WithMaxTest(500),
        Prop.ForAll(SafetensorsFiles.Tensors.ToArbitrary(), SafetensorsFiles.Metadata.ToArbitrary(), (tensors, metadata) =>
        {
            var file = Safetensors.Read(Safetensors.Write(tensors, metadata));
            file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).ShouldBe(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            file.Tensors.Count.ShouldBe(tensors.Length);
            foreach (var tensor in tensors)
            {
                var read = file[tensor.Name];
                read.Type.ShouldBe(tensor.Type);
                read.Shape.ShouldBe(tensor.Shape);
                read.Data.ToArray().ShouldBe(tensor.Data.ToArray());
            }
        }));

    [Fact]
    public void Write_OfTheTensorsInAnotherOrder_GivesTheSameBytes() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(32, 33).WithMaxTest(200),
        Prop.ForAll(SafetensorsFiles.Tensors.ToArbitrary(), tensors =>
            Safetensors.Write([.. tensors.Reverse()]).AsSpan().SequenceEqual(Safetensors.Write(tensors))));

    /// <summary>Expected bytes: by hand from the format's description (huggingface/safetensors, README).</summary>
    [Fact]
    public void Write_OfOneTensor_IsTheFormatsBytes()
    {
        const string Header = """{"__metadata__":{"k":"v"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        var padded = Header.PadRight(80);
        byte[] expected = [80, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(padded), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0];
        Safetensors.Write([SafetensorsTensor.Of("w", [2], [1f, -2f])], new Dictionary<string, string> { ["k"] = "v" }).ShouldBe(expected);
    }

    [Fact]
    public void Values_OfEachType_ComeBackToTheBit()
    {
        double[] doubles = [0, -0.0, double.NaN, double.Epsilon, double.MaxValue, double.NegativeInfinity];
        float[] floats = [-0f, float.NaN, float.Epsilon];
        long[] longs = [long.MinValue, 0, long.MaxValue];
        var file = Safetensors.Read(Safetensors.Write(
            [SafetensorsTensor.Of("d", [2, 3], doubles), SafetensorsTensor.Of("f", [3], floats), SafetensorsTensor.Of("l", [3, 1], longs)]));
        file["d"].ToDoubles().Select(BitConverter.DoubleToInt64Bits).ShouldBe(doubles.Select(BitConverter.DoubleToInt64Bits));
        file["f"].ToFloats().Select(BitConverter.SingleToInt32Bits).ShouldBe(floats.Select(BitConverter.SingleToInt32Bits));
        file["l"].ToLongs().ShouldBe(longs);
    }

    [Fact]
    public void Read_OfNoTensors_IsEmpty() => Safetensors.Read(Safetensors.Write([])).Tensors.ShouldBeEmpty();

    [Fact]
    public void Read_OfAnEmptyTensorWithAHugeDimension_HasIt() =>
        Safetensors.Read(Safetensors.Write([SafetensorsTensor.Of("e", [long.MaxValue, 0], Array.Empty<double>())]))["e"].ToDoubles().ShouldBeEmpty();

    [Fact]
    public void Write_OfTensorsThatNoReaderCouldOpen_IsRefused()
    {
        var tensor = SafetensorsTensor.Of("a", [1], [1.0]);
        Should.Throw<ArgumentException>(() => Safetensors.Write([tensor, tensor])).Message.ShouldContain("same name");
        Should.Throw<ArgumentException>(() => Safetensors.Write([tensor with { Name = "__metadata__" }])).Message.ShouldContain("__metadata__");
        Should.Throw<ArgumentException>(() => Safetensors.Write([tensor with { Shape = [2] }])).Message.ShouldContain("[2]");
        Should.Throw<ArgumentException>(() => SafetensorsTensor.Of("a", [2], [1.0])).Message.ShouldContain("does not hold 1 values");
        Should.Throw<ArgumentException>(() => SafetensorsTensor.Of("a", [-1, -1], [1.0])).Message.ShouldContain("[-1, -1]");
    }

    [Fact]
    public void Values_AskedForAsAnotherType_AreRefusedByName() => Should.Throw<FormatException>(
        () => SafetensorsTensor.Of("weights", [1], [1.0]).ToFloats()).Message.ShouldBe("The tensor 'weights' is F64, not F32.");

    [Fact]
    public void Tensor_ThatIsMissing_IsReportedWithThoseThatAreThere() => Should.Throw<FormatException>(
        () => Safetensors.Read(Safetensors.Write([SafetensorsTensor.Of("b", [], [1.0]), SafetensorsTensor.Of("a", [], [1.0])]))["c"])
        .Message.ShouldBe("The file has no tensor 'c'. It has: a, b.");
}
