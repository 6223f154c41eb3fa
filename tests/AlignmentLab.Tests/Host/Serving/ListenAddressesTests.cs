using AlignmentLab.Errors;
using AlignmentLab.Host.Serving;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Serving;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7410", true)]
    [InlineData("http://localhost:0", true)]
    [InlineData("http://[::1]:80", true)]
    [InlineData("http://127.0.0.1:1;http://127.0.0.2:2", true)]
    [InlineData("http://0.0.0.0:7410", false)]
    [InlineData("http://*:7410", false)]
    [InlineData("http://[::]:7410", false)]
    [InlineData("http://127.0.0.1:1;http://192.168.1.4:2", false)]
    [InlineData("http://lab.example:80", false)]
    [InlineData("http://localhost.evil.example:80", false)]
    public void Parse_Addresses_TellsWhetherThisMachineAloneReachesThem(string text, bool loopback) =>
        ListenAddresses.Parse(text).AreLoopback.ShouldBe(loopback);

    [Theory]
    [InlineData("")]
    [InlineData("7410")]
    [InlineData("127.0.0.1:7410")]
    [InlineData("https://127.0.0.1:7410")]
    [InlineData("http://127.0.0.1:7410/path")]
    public void Parse_NoSuchAddress_SaysWhatWouldBeOne(string text) =>
        Should.Throw<InvalidInputException>(() => ListenAddresses.Parse(text)).Message.ShouldContain("--urls");
}
