using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>People who compare rollouts, split up a question and decide debates in the browser, by keyboard alone.</summary>
public sealed class JudgingTests(ServedLab lab) : IClassFixture<ServedLab>, IAsyncDisposable
{
    private const string Comparison = """
        name: compared
        algorithm: compare-policies
        environment: { name: Pendulum-v1, options: { maxEpisodeSteps: 20 } }
        detectors: []
        options: { pairs: 3, fragmentSteps: 8, judge: human }
        budgets: { expertQueries: 5 }
        """;

    private const string Decomposition = """
        name: split
        algorithm: factored-answer
        environment: none
        detectors: []
        options: { question: What is the whole?, depth: 1 }
        """;

    private const string Debate = """
        name: debated
        algorithm: judged-debate
        environment: none
        detectors: []
        options:
          conditions: [debate]
          questions:
            - { question: Is 21 odd?, positions: [It is odd., It is even.], correct: 1, arguments: [{ for: 1, text: It is 20 and 1. }, { for: 2, text: Its first digit is even. }] }
            - { question: Is 22 odd?, positions: [It is odd., It is even.], correct: 2, arguments: [{ for: 1, text: It has two digits. }, { for: 2, text: It is twice 11. }] }
        """;

    private string? _asked;

    [Fact]
    public async Task Pairs_ComparedByKeyboard_AreSavedOneByOneAndLetTheRunComplete()
    {
        Chromium.MustBeThere();
        var run = await AskAsync(Comparison);
        var page = await lab.PageAsync();
        await page.OpenAsync($"/inbox?run={run}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Answer the oldest" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Pair 0", Exact = true }).WaitForAsync();
        (await page.Locator(".sides svg").CountAsync()).ShouldBe(2);
        var html = await page.ContentAsync();
        html.ShouldNotContain("uniform");
        html.ShouldNotContain("expert");

        await page.Locator(".labelling:focus").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".sides [data-state='1']")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("1");
        await page.GetByText("Saved: pair 0 of").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Pair 1", Exact = true }).WaitForAsync();
        await page.Locator(".labelling:focus").WaitForAsync();
        await page.Keyboard.PressAsync("s");
        await page.GetByLabel("Why is it left to others?").FillAsync("I cannot tell yet");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Pair 2", Exact = true }).WaitForAsync();
        await page.Locator(".labelling:focus").WaitForAsync();
        await page.Keyboard.PressAsync("4");
        await page.GetByText("Saved: pair 2 of").WaitForAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = ServedLab.Admin }).Filter(new() { HasText = "2" }).WaitForAsync();
        await page.Locator(".labelling:focus").WaitForAsync();
        await page.Keyboard.PressAsync("PageUp");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Pair 1", Exact = true }).WaitForAsync();
        await page.Locator(".labelling:focus").WaitForAsync();
        await page.Keyboard.PressAsync("3");

        await page.GetByText($"{run} has its verdicts.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "To the run" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = run }).GetByText("completed").WaitForAsync();
        var verdicts = (await lab.Alab.RunAsync("events", run, "--type", "comparisons-recorded.v1", "--json")).Listed.ShouldHaveSingleItem();
        verdicts["data"]!["result"]!["pairs"]!.AsArray().Select(p => p!["verdict"]!.GetValue<string>()).Skip(1).ShouldBe(["equal", "cannot-compare"]);
        (await lab.Alab.RunAsync("inbox", run, "--ledger", "--json")).Result["people"]![0]!["answers"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Question_SplitUp_OpensItsPartsOneAfterTheOtherAndComesBackWithTheirAnswers()
    {
        Chromium.MustBeThere();
        var run = await AskAsync(Decomposition);
        var page = await lab.PageAsync();
        await page.OpenAsync($"/inbox/{run}/1/ask");
        var field = page.Locator("textarea:focus");
        await field.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".labelling:focus").WaitForAsync();
        await page.Keyboard.PressAsync("d");
        await page.GetByLabel("Subquestions, one a line").And(field).WaitForAsync();
        await page.Keyboard.TypeAsync("Which half?");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Which other half?");
        await page.Keyboard.PressAsync("Control+Enter");

        foreach (var part in (string[])["Which half?", "Which other half?"])
        {
            await page.GetByRole(AriaRole.Heading, new() { Name = part }).WaitForAsync();
            await page.Locator(".ancestors").GetByText("What is the whole?").WaitForAsync();
            await page.GetByLabel("Answer", new() { Exact = true }).And(field).WaitForAsync();
            await page.Keyboard.TypeAsync($"As to '{part}': this one.");
            await page.Keyboard.PressAsync("Control+Enter");
        }

        await page.GetByRole(AriaRole.Heading, new() { Name = "What is the whole?" }).WaitForAsync();
        await page.GetByText("As to 'Which other half?': this one.").WaitForAsync();
        await page.GetByLabel("Answer", new() { Exact = true }).And(field).WaitForAsync();
        await page.Keyboard.TypeAsync("Both together.");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByText($"{run} has its answer.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "To the run" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = run }).GetByText("completed").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Calls" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "+ q1" }).WaitForAsync();
    }

    [Fact]
    public async Task Debates_DecidedByKeyboard_AreCountedWhateverTheOrderShown()
    {
        Chromium.MustBeThere();
        var run = await AskAsync(Debate);
        var page = await lab.PageAsync();
        await page.OpenAsync($"/inbox/{run}/1/ask");

        foreach (var (question, correct) in ((string, string)[])[("Is 21 odd?", "It is odd."), ("Is 22 odd?", "It is even.")])
        {
            await page.GetByRole(AriaRole.Heading, new() { Name = question }).WaitForAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "For position 2" }).WaitForAsync();
            await page.Locator(".labelling:focus").WaitForAsync();
            var positions = await page.Locator(".positions li").AllInnerTextsAsync();
            await page.Keyboard.PressAsync($"{positions.ToList().IndexOf(correct) + 1}");
        }

        await page.GetByText($"{run} has its answer.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "To the run" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = run }).GetByText("completed").WaitForAsync();
        (await lab.Alab.RunAsync("runs", "show", run, "--json")).Result["metrics"]!["accuracy-debate"]!.GetValue<double>().ShouldBe(1);
    }

    // A run that still waits has a process that would wait for ever.
    public async ValueTask DisposeAsync()
    {
        if (_asked is { } run)
        {
            await lab.Alab.RunAsync("cancel", run, "--json");
        }
    }

    // A run that a process of its own has brought to its query.
    private async Task<string> AskAsync(string spec)
    {
        var submitted = await lab.Alab.RunAsync("run", lab.Alab.File("asked.yaml", spec), "--detach", "--json");
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        var run = _asked = submitted.Result.Text("run");
        var page = await lab.PageAsync();
        await page.OpenAsync($"/runs/{run}");
        await page.GetByText("It waits for people").WaitForAsync();
        await page.Context.CloseAsync();
        return run;
    }
}
