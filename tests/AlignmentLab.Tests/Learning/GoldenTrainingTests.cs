using AlignmentLab.Events;
using AlignmentLab.Learning;
using AlignmentLab.Learning.Kernels;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning;

/// <summary>
/// Trained checkpoints, bit for bit. A change here is a change of results: it needs another <see cref="ManagedTrainer.Engine"/>.
/// </summary>
public sealed class GoldenTrainingTests
{
    /// <summary>Set by <see cref="InstructionSetTests"/> in a child process: the width that its settings leave.</summary>
    internal const string ExpectedWidth = "ALIGNMENTLAB_EXPECTED_LANE_WIDTH";

    [Theory]
    [InlineData("classifier", "99886e34fd77ae810fe0aa98de519b1ce50413511b5a110e7ba120b9feec0896")]
    [InlineData("regressor", "2b20c45e48d3218a8f0dc1943934a3f3387ca4bdf18fdbf52caa3fb73d66bcea")]
    [InlineData("ridge", "fa943ed7bb6ff4b238c8b6b98829983c9d86f2a42b773aed61d3572d3dd635bf")]
    [InlineData("threaded", "bef7a26ac690e59d89a6bdbd08b7cb86e6a650db8bfb09d4d8294a0a85071f96")]
    [InlineData("preferences", "4642dbc7e87c031d8109349e263f547681a95350100072467445c10760e3b605")]
    [InlineData("sequences", "b94d8e947ff9198d9ee555a306897239615fca8b814b501904131df173bd0ab9")]
    [InlineData("ngram", "e5e6c784c8d948b9a8905b2d066571f0ef0915665e4c7442022daa2092c6e24a")]
    [InlineData("policy", "6852c3745e5074bce813294db88701ebcbc011ec273c8729c2bb7fb915cd4374")]
    public async Task TrainAsync_OnAFixedTask_GivesTheRecordedBits(string task, string sha256)
    {
        foreach (var threads in new[] { 1, 2, 5 })
        {
            var trained = await new ManagedTrainer(threads).TrainAsync(GoldenTasks.Named(task), progress: null, CancellationToken.None);
            Sha256.Of(trained.Checkpoint).ToString().ShouldBe(sha256, $"with {threads} threads");
        }
    }

    [Fact]
    public void Best_InThisProcess_IsTheWidthThatItsSettingsLeave() =>
        LaneWidths.Best.ToString().ShouldBe(Environment.GetEnvironmentVariable(ExpectedWidth) ?? LaneWidths.Best.ToString());
}
