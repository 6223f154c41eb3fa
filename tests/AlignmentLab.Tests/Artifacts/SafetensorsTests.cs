using System.Buffers.Binary;
using System.Text;
using AlignmentLab.Artifacts;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Artifacts;

public class SafetensorsTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(23, 29).WithMaxTest(300);

    [Fact]
    public void Read_WrittenFile_GivesTheTensorsBack()
    {
        var file = Safetensors.Write(
            [
                SafetensorsTensor.Of("b", [3], new[] { 1f, 2f, 3f }), SafetensorsTensor.Of("a", [1, 2], new[] { -0.5, double.NaN }),
                SafetensorsTensor.Of("i", [], new[] { long.MinValue }), SafetensorsTensor.Of("empty", [0, 4], Array.Empty<float>()),
                new SafetensorsTensor("u", SafetensorsType.U8, [3], new byte[] { 7, 8, 9 }),
            ],
            new Dictionary<string, string> { ["who"] = "me \"and\" µ" });

        var read = Safetensors.Read(file);

        read.Metadata["who"].ShouldBe("me \"and\" µ");
        read["b"].ToFloats().ShouldBe([1f, 2f, 3f]);
        read["a"].ToDoubles().ShouldBe([-0.5, double.NaN]);
        read["a"].Shape.ShouldBe([1L, 2L]);
        read["i"].ToLongs().ShouldBe([long.MinValue]);
        read["i"].Shape.ShouldBeEmpty();
        read["u"].Data.ToArray().ShouldBe([7, 8, 9]);
        read["empty"].Data.Length.ShouldBe(0);
    }

    [Fact]
    public void Write_AnyOrderOfTensors_GivesTheSameBytes()
    {
        SafetensorsTensor[] tensors = [SafetensorsTensor.Of("y", [1], new[] { 1.0 }), SafetensorsTensor.Of("x", [1], new[] { 2f })];

        var file = Safetensors.Write(tensors);

        Safetensors.Write([tensors[1], tensors[0]]).ShouldBe(file);
        Encoding.UTF8.GetString(file.AsSpan(8)).ShouldStartWith(
            """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F64","shape":[1],"data_offsets":[4,12]}}""");
        (BinaryPrimitives.ReadUInt64LittleEndian(file) % 8).ShouldBe(0ul);
    }

    [Fact]
    public void ReadThenWrite_AnyTensors_GivesTheSameBytes() => Check.One(Fixed, Prop.ForAll(
        ArbMap.Default.ArbFor<Dictionary<NonNull<string>, float[]>>(),
        ArbMap.Default.ArbFor<double[]>(),
        (floats, doubles) =>
        {
            var tensors = floats.Where(entry => entry.Value is not null && !entry.Key.Get.Any(char.IsSurrogate))
                .Select(entry => SafetensorsTensor.Of("f" + entry.Key.Get, [entry.Value.Length], entry.Value))
                .Append(SafetensorsTensor.Of("d", [doubles.Length], doubles));
            var file = Safetensors.Write(tensors.ToList(), new Dictionary<string, string> { ["k"] = "v" });
            var read = Safetensors.Read(file);
            return Safetensors.Write(read.Tensors.ToList(), read.Metadata).AsSpan().SequenceEqual(file);
        }));

    [Theory]
    [InlineData("", "truncated")]
    [InlineData("[]", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("{} x", "malformed")]
    [InlineData("""{"a":1}""", "malformed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "malformed")]
    [InlineData("""{"a":{"dtype":null,"shape":[1],"data_offsets":[0,4]}}""", "element type ''")]
    [InlineData("""{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}""", "element type 'F99'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "does not fit its bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", "does not fit its bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "does not fit its bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", "does not fit its bytes")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "malformed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "malformed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "not at 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "not at 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "end at byte 4 of 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "does not fit its bytes")]
    [InlineData("""{"__metadata__":{"a":1}}""", "malformed")]
    [InlineData("""{"__metadata__":{"a":null}}""", "no text")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "malformed")]
    public void Read_MalformedHeader_SaysWhatIsWrong(string header, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + bytes.Length + (header.Length == 0 ? 0 : 8)];
        BinaryPrimitives.WriteUInt64LittleEndian(file, header.Length == 0 ? 100 : (ulong)bytes.Length);
        bytes.CopyTo(file, 8);

        Should.Throw<FormatException>(() => Safetensors.Read(file)).Message.ShouldContain(message);
    }

    [Fact]
    public void Read_HugeHeaderLength_IsRefusedBeforeItIsRead()
    {
        var file = new byte[16];
        file.AsSpan(0, 8).Fill(0xFF);

        Should.Throw<FormatException>(() => Safetensors.Read(file)).Message.ShouldContain("claims 18446744073709551615 bytes");
    }

    /// <summary>Any bytes, and valid files with some bytes changed or cut off: a view or a FormatException, nothing else.</summary>
    [Fact]
    public void Read_DamagedFile_NeverFailsInAnotherWay()
    {
        var valid = Safetensors.Write(
            [SafetensorsTensor.Of("weight", [2], new[] { 1f, 2f }), SafetensorsTensor.Of("count", [1], new[] { 3L })],
            new Dictionary<string, string> { ["a"] = "b" });
        Check.One(Fixed.WithMaxTest(3000), Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<(int Place, byte Value)[]>(),
            ArbMap.Default.ArbFor<int>(),
            (garbage, edits, cut) =>
            {
                var damaged = valid[..^(cut % 4 == 0 ? Math.Abs(cut % valid.Length) : 0)];
                foreach (var (place, value) in edits.Where(_ => damaged.Length > 0))
                {
                    damaged[(int)((uint)(place * 31) % (uint)damaged.Length)] = value;
                }

                return ReadsOrRefuses(damaged) && ReadsOrRefuses(garbage)
                    && ReadsOrRefuses([(byte)garbage.Length, 0, 0, 0, 0, 0, 0, 0, .. garbage]);
            }));
    }

    [Fact]
    public void Write_UnusableTensors_SaysWhy()
    {
        var tensor = SafetensorsTensor.Of("a", [1], new[] { 1f });
        Should.Throw<ArgumentException>(() => Safetensors.Write([tensor, tensor])).Message.ShouldContain("same name");
        Should.Throw<ArgumentException>(() => SafetensorsTensor.Of("a", [2], new[] { 1f })).Message.ShouldContain("does not hold 1 values");
        Should.Throw<FormatException>(() => tensor.ToDoubles()).Message.ShouldContain("is F32, not F64");
    }

    private static bool ReadsOrRefuses(byte[] file)
    {
        try
        {
            return Safetensors.Read(file) is not null;
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
