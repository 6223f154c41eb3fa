using AlignmentLab.Policies;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Policies;

public sealed class ObservedStatesTests
{
    [Fact]
    public void FindOrAdd_AnyObservations_NumbersEachOnceInTheOrderMet() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            Gen.Choose(0, 3).Select(i => (double)i).ArrayOf(2).ListOf().ToArbitrary(),
            observations =>
            {
                var states = new ObservedStates(2);
                var numbers = observations.Select(o => states.FindOrAdd(o)).ToList();
                var distinct = observations.Select(o => (o[0], o[1])).Distinct().ToList();
                numbers.ShouldBe(observations.Select(o => distinct.IndexOf((o[0], o[1]))));
                var again = new ObservedStates(2, states.ToArray());
                observations.Select(o => again.Find(o)).ShouldBe(numbers);
            }));

    [Fact]
    public void Find_ObservationNeverMet_GivesMinusOne() => new ObservedStates(1, [3, 4]).Find([5]).ShouldBe(-1);

    [Fact]
    public void Find_NegativeZero_IsTheStateOfZero() => new ObservedStates(1, [0.0]).Find([-0.0]).ShouldBe(0);
}
