using AlignmentLab.Compliance.Trainer;
using AlignmentLab.Engines;
using AlignmentLab.Learning;

namespace AlignmentLab.Tests.Learning;

public sealed class ManagedTrainerComplianceTests : TrainerCompliance
{
    protected override ITrainer Trainer { get; } = new ManagedTrainer();

    protected override IModelRuntime Runtime { get; } = new ManagedModelRuntime();
}

public sealed class ManagedSequenceModelComplianceTests : SequenceModelCompliance
{
    protected override ITrainer Trainer { get; } = new ManagedTrainer();

    protected override IModelRuntime Runtime { get; } = new ManagedModelRuntime();
}
