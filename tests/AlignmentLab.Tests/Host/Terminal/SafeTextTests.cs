using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AlignmentLab.Host.Terminal;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Terminal;

public sealed class SafeTextTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("plain, with ümlauts, 漢字 and 🧪")]
    [InlineData("[red]markup[/]")]
    [InlineData("joined 👩‍🔬")]
    public void Line_HarmlessText_IsUnchanged(string text) => SafeText.Line(text).ShouldBe(text);

    [Theory]
    [InlineData("\u001b[2Jgone", "\\u001b[2Jgone")]
    [InlineData("a\u0007\rb", "a\\u0007\\u000db")]
    [InlineData("C1 \u009b31m", "C1 \\u009b31m")]
    [InlineData("user\u202Eexe.txt", "user\\u202eexe.txt")]
    [InlineData("isolate \u2066x\u2069", "isolate \\u2066x\\u2069")]
    [InlineData("hidden\u200B\uFEFF", "hidden\\u200b\\ufeff")]
    [InlineData("two\nlines\u2028three", "two\\u000alines\\u2028three")]
    [InlineData("tag \U000E0041", "tag \\udb40\\udc41")]
    public void Line_DangerousText_ShowsWhatWasTried(string text, string expected) => SafeText.Line(text).ShouldBe(expected);

    [Fact]
    public void Line_LoneSurrogate_IsEscaped() => SafeText.Line("a\ud800b").ShouldBe("a\\ud800b");

    [Fact]
    public void Block_SeveralLines_KeepsLineFeedsAlone() => SafeText.Block("one\r\ntwo\nthree\rfour").ShouldBe("one\ntwo\nthree\\u000dfour");

    [Fact]
    public void Shortened_CutsBeforeASurrogatePair() => SafeText.Shortened("abc🧪def", 5).ShouldBe("abc…");

    [Fact]
    public void Line_AnyText_HoldsNothingInvisible() => Check.One(Fixed, Prop.ForAll<string>(text =>
        SafeText.Line(text ?? "").EnumerateRunes().All(IsVisible)));

    [Fact]
    public void Json_AnyText_ReadsBackAsItWas() => Check.One(Fixed, Prop.ForAll<string>(text =>
    {
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((text ?? "") + "\u202E\u009b"));
        var json = SafeText.Json(JsonSerializer.Serialize(whole, Relaxed));
        return JsonSerializer.Deserialize<string>(json) == whole && json.EnumerateRunes().All(IsVisible);
    }));

    private static Config Fixed => Config.QuickThrowOnFailure.WithReplay(20110414, 297).WithMaxTest(500);

    private static bool IsVisible(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
