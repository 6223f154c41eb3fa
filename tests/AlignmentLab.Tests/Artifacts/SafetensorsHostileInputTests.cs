using AlignmentLab.Artifacts;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Artifacts;

/// <summary>Files come from strangers: whatever the bytes, reading ends in a file or a <see cref="FormatException"/>.</summary>
public sealed class SafetensorsHostileInputTests
{
    private const string One = """{"dtype":"U8","shape":[1],"data_offsets":[0,1]}""";

    [Theory]
    [InlineData("", 0, "malformed")]
    [InlineData("[]", 0, "malformed")]
    [InlineData("null", 0, "malformed")]
    [InlineData("{", 0, "malformed")]
    [InlineData("""{"a":1}""", 0, "malformed")]
    [InlineData("""{"a":{}}""", 0, "malformed")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", 1, "malformed")]
    [InlineData("""{"a":{"dtype":8,"shape":[1],"data_offsets":[0,1]}}""", 1, "malformed")]
    [InlineData("""{"a":{"dtype":null,"shape":[1],"data_offsets":[0,1]}}""", 1, "element type ''")]
    [InlineData("""{"a":{"dtype":"F65","shape":[1],"data_offsets":[0,1]}}""", 1, "element type 'F65'")]
    [InlineData("""{"a":{"dtype":"U8","shape":{},"data_offsets":[0,1]}}""", 1, "malformed")]
    [InlineData("""{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}}""", 1, "malformed")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", 1, "-1 where a whole number")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "1.5 where a whole number")]
    [InlineData("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}""", 1, "whole number")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "does not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9223372036854775807,9223372036854775807,9223372036854775807],"data_offsets":[0,1]}}""", 1, "does not fit")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,1]}}""", 1, "does not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", 1, "does not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}""", 1, "does not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}""", 1, "does not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[9223372036854775806,9223372036854775807]}}""", 1, "does not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "begin at 1, not at 0")]
    [InlineData("{\"a\":" + One + ",\"b\":" + One + "}", 1, "begin at 0, not at 1")]
    [InlineData("{\"a\":" + One + "}", 2, "end at byte 1 of 2")]
    [InlineData("{\"a\":" + One + ",\"a\":" + One + "}", 1, "malformed")]
    [InlineData("{\"a\":" + One + ",\"\\u0061\":" + One + "}", 1, "malformed")]
    [InlineData("{\"\\ud800\":" + One + "}", 1, "malformed")]
    [InlineData("""{"__metadata__":[]}""", 0, "malformed")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "malformed")]
    [InlineData("""{"__metadata__":{"k":null}}""", 0, "'k' is no text")]
    [InlineData("""{"__metadata__":{"k":"\udc00"}}""", 0, "malformed")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "malformed")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, "malformed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "does not fit")]
    [InlineData("{}", 1, "end at byte 0 of 1")]
    [InlineData("{}//", 0, "malformed")]
    public void Read_OfAMalformedHeader_SaysWhatIsWrong(string header, int dataLength, string message) =>
        Should.Throw<FormatException>(() => Safetensors.Read(SafetensorsFiles.Of(header, dataLength))).Message.ShouldContain(message);

    [Fact]
    public void Read_OfADeeplyNestedHeader_IsMalformed() => Should.Throw<FormatException>(
        () => Safetensors.Read(SafetensorsFiles.Of(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), 0)));

    [Fact]
    public void Read_OfAHugeHeaderLength_IsRefusedBeforeItIsRead() => Should.Throw<FormatException>(
        () => Safetensors.Read(Enumerable.Repeat((byte)0xFF, 16).ToArray())).Message.ShouldContain("claims 18446744073709551615 bytes");

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 127, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 4, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'"', 0xFF, (byte)'}' })]
    public void Read_OfATruncatedOrOverstatedFile_IsRefused(byte[] content) => Should.Throw<FormatException>(() => Safetensors.Read(content));

    [Fact]
    public void Read_OfAnyBytes_EndsInAFileOrAFormatException()
    {
        var bytes = Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value));
        Holds(bytes);
        Holds(bytes.Select(header => SafetensorsFiles.Of(header, 0)));
    }

    [Fact]
    public void Read_OfAFileWithBytesChangedOrCutOff_EndsInAFileOrAFormatException() => Holds(
        from tensors in SafetensorsFiles.Tensors
        from changes in Gen.ArrayOf(Gen.Zip(Gen.Choose(0, int.MaxValue), Gen.Choose(0, 255)), 3)
        from cut in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 8)))
        select Changed(Safetensors.Write(tensors), changes)[..^cut]);

    [Fact]
    public void Read_OfAHeaderOfTheFormatsOwnWordsInAnyOrder_EndsInAFileOrAFormatException() => Holds(
        from words in Gen.ArrayOf(Gen.Elements(
            "{", "}", "[", "]", ":", ",", "\"a\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "\"U8\"", "0", "1", "-1", "1e9", "null", One))
        from length in Gen.Choose(0, 2)
        select SafetensorsFiles.Of(string.Concat(words), length));

    private static byte[] Changed(byte[] content, (int Position, int Value)[] changes)
    {
        foreach (var (position, value) in changes)
            content[position % content.Length] = (byte)value;
        return content;
    }

    private static void Holds(Gen<byte[]> files) => Check.One(
        Config.QuickThrowOnFailure.WithReplay(40, 41).WithMaxTest(3000),
        Prop.ForAll(files.ToArbitrary(), content =>
        {
            try
            {
                Safetensors.Read(content).Tensors.ShouldAllBe(tensor => tensor.Data.Length <= content.Length);
            }
            catch (FormatException)
            {
            }
        }));
}
