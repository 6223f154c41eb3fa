using System.Reflection;
using System.Text;
using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Runs;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Events;

/// <summary>
/// One golden file for each version of each stored event, kept for ever: it must read, and the newest version must write the
/// same bytes again. A changed payload is a new version, never an edited file.
/// </summary>
public sealed class StoredEventTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Core", "Events", "Golden");

    public static TheoryData<string> Types => [.. Payloads().Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Payload_GoldenFile_ReadsAndWritesBackTheSameBytes(string type)
    {
        var path = Path.Combine(Golden, type + ".json");
        File.Exists(path).ShouldBeTrue($"{type} has no golden file; write one by hand from the record's documentation");
        var bytes = Encoding.UTF8.GetBytes(File.ReadAllText(path).TrimEnd());

        var payload = JsonSerializer.Deserialize(bytes, Payloads()[type], EventJson.Options)!;

        Encoding.UTF8.GetString(EventJson.Serialize(payload)).ShouldBe(Encoding.UTF8.GetString(bytes));
    }

    /// <summary>A member that may be absent is no new version: what was written without it reads as before and writes back the same.</summary>
    [Fact]
    public void RunSubmitted_OfAFork_IsTheSameWithItsParentAtTheEnd()
    {
        var plain = File.ReadAllText(Path.Combine(Golden, "run-submitted.v1.json")).TrimEnd();
        var parent = new RunParent(new RunId("dagger-cartpole-abc234"), 12, Sha256.Parse(new string('a', 64)), 9);
        var submitted = EventJson.Deserialize<RunSubmitted>(Encoding.UTF8.GetBytes(plain));

        var forked = Encoding.UTF8.GetString(EventJson.Serialize(submitted with { Parent = parent }));

        submitted.Parent.ShouldBeNull();
        forked.ShouldBe($$$"""{{{plain[..^1]}}},"parent":{"run":"dagger-cartpole-abc234","version":12,"root":"{{{new string('a', 64)}}}","events":9}}""");
        EventJson.Deserialize<RunSubmitted>(Encoding.UTF8.GetBytes(forked)).Parent.ShouldBe(parent);
    }

    [Fact]
    public void ImprovePolicyRequest_OfGivenEpisodes_IsTheSameWithThemAtTheEnd()
    {
        var plain = File.ReadAllText(Path.Combine(Golden, "policy-improvement-requested.v1.json")).TrimEnd();
        var request = EventJson.Deserialize<ImprovePolicyRequest>(Encoding.UTF8.GetBytes(plain));
        var (played, said) = (new Artifact(Sha256.Parse(new string('a', 64)), 80), new Artifact(Sha256.Parse(new string('b', 64)), 40));

        var given = Encoding.UTF8.GetString(EventJson.Serialize(request with { Given = new GivenEpisodes([new GivenEpisode(played, true, said), new GivenEpisode(played, false)], 4) }));

        request.Given.ShouldBeNull();
        given.ShouldBe(
            $$$"""{{{plain[..^1]}}},"given":{"episodes":[{"trajectory":{"hash":"{{{played.Hash}}}","length":80},"terminated":true,"judgement":{"hash":"{{{said.Hash}}}","length":40}},{"trajectory":{"hash":"{{{played.Hash}}}","length":80},"terminated":false}],"judgementWeight":4}}""");
    }

    [Fact]
    public void GoldenFiles_EachBelongsToAStoredEvent() =>
        Directory.EnumerateFiles(Golden, "*.json").Select(Path.GetFileNameWithoutExtension).ShouldBeSubsetOf(Payloads().Keys);

    [Theory]
    [MemberData(nameof(Types))]
    public void Name_IsLowerCaseWordsWithAVersion(string type) => type.ShouldMatch("^[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*$");

    private static Dictionary<string, Type> Payloads()
    {
        var assemblies = BundledPlugins.All.Select(p => p.GetType().Assembly).Prepend(typeof(RolloutRequest).Assembly).Prepend(typeof(RunSubmitted).Assembly);
        var types = assemblies.SelectMany(a => a.GetTypes()).ToList();
        var payloads = types.Where(t => t.GetCustomAttribute<StoredEventAttribute>() is not null).ToDictionary(StoredEventAttribute.NameOf);
        foreach (var fact in types.Where(t => t.GetCustomAttribute<FactEventAttribute>() is not null))
        {
            payloads.Add(FactEventAttribute.Of(fact).Type, fact);
        }

        foreach (var effect in types.Where(t => t.GetCustomAttribute<EffectAttribute>() is not null))
        {
            payloads.Add(EffectAttribute.Of(effect).Requested, effect);
            payloads.Add(EffectAttribute.Of(effect).Completed, typeof(EffectOutcome<>).MakeGenericType(effect.BaseType!.GetGenericArguments()[0]));
        }

        return payloads;
    }
}
