using AlignmentLab.Learning;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Training;

public sealed class LearnerOptionsValidatorTests
{
    /// <summary>12 weights for each layer and square of the width, 2^26 at most.</summary>
    [Theory]
    [InlineData(2, 64, true)]
    [InlineData(5, 1024, true)]
    [InlineData(6, 1024, false)]
    [InlineData(64, 4096, false)]
    public void Transformer_OfSomeSize_IsAllowedWhereItsWeightsHaveRoom(int layers, int width, bool allowed)
    {
        var model = new ModelSpec { Kind = "transformer", Transformer = new TransformerOptions { Layers = layers, Width = width } };
        var errors = new LearnerOptionsValidator().Validate(new LearnerOptions { Model = model }).Errors;
        errors.Select(e => $"{e.PropertyName} {e.ErrorMessage}").ShouldBe(
            allowed ? [] : ["Model.Transformer must make at most 67108864 weights, 12 for each layer and square of the width; take fewer layers or a smaller width."]);
    }
}
