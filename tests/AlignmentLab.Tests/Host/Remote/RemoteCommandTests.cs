using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Errors;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Remote;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Remote;

public sealed class RemoteCommandTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("serve")]
    [InlineData("import", "x.alab")]
    [InlineData("shred", "x", "--all", "--reason", "x")]
    [InlineData("log", "key")]
    public async Task Run_WhatWorksOnTheLabsMachineAlone_SaysSoInOneLine(params string[] command)
    {
        var ran = await HostProcess.RunAsync([.. command, "--lab", "https://lab.example.org"]);

        ran.ExitCode.ShouldBe(2);
        ran.Messages.Trim().ShouldBe($"`alab {string.Join(' ', command.TakeWhile(w => w is not ("x" or "x.alab" or "--all")))}` works on the lab's own machine alone, and https://lab.example.org is a server. Go there and give the lab's directory by --lab.");
    }

    [Fact]
    public async Task Verify_OfAServer_TellsHowToCheckWithoutTrustingIt()
    {
        var ran = await HostProcess.RunAsync(["verify", "--lab", "https://lab.example.org"]);

        ran.ExitCode.ShouldBe(2);
        ran.Messages.ShouldContain("`alab export RUN --output FILE`");
    }

    [Theory]
    [InlineData("https://lab.example.org", "https://lab.example.org")]
    [InlineData("https://lab.example.org/", "https://lab.example.org")]
    [InlineData("HTTP://127.0.0.1:7410", "http://127.0.0.1:7410")]
    public void Location_OfAnAddress_IsAServer(string given, string address)
    {
        var location = LabLocation.Of(given);

        location.Directory.ShouldBe(address);
        location.Server.ShouldNotBeNull();
        location.Option.ShouldBe($" --lab {address}");
        location.IsExport.ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://")]
    [InlineData("https://lab.example.org/runs")]
    [InlineData("https://mira:secret@lab.example.org")]
    [InlineData("https://lab.example.org?token=x")]
    public void Location_OfMoreThanAnAddress_IsRefused(string given) => Should.Throw<InvalidInputException>(() => LabLocation.Of(given)).Message.ShouldContain("is no address");

    [Theory]
    [InlineData("http://lab.example.org")]
    [InlineData("http://10.0.0.7:7410")]
    [InlineData("http://0.0.0.0:7410")]
    public void Server_PlainHttpToAnotherMachine_IsRefusedBeforeTheTokenLeaves(string address) =>
        Should.Throw<InvalidInputException>(() => new LabServer(new Uri(address), TokenText.Draw())).Message.ShouldContain(LabServer.PlainVariable);

    [Theory]
    [InlineData("https://lab.example.org")]
    [InlineData("http://127.0.0.1:7410")]
    [InlineData("http://localhost:7410")]
    [InlineData("http://[::1]:7410")]
    public void Server_HttpsOrThisMachine_IsTaken(string address) => new LabServer(new Uri(address), TokenText.Draw()).Dispose();
}
