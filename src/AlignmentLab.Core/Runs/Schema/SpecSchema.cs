using System.Text.Json.Nodes;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Judges;
using MediatR;

namespace AlignmentLab.Core.Runs.Schema;

/// <summary>The JSON Schema (2020-12) of specs, for the plugins installed: what an editor checks and completes by.</summary>
public sealed record GetSpecSchema : IRequest<JsonObject>;

internal sealed class GetSpecSchemaHandler(IPluginCatalog catalog) : IRequestHandler<GetSpecSchema, JsonObject>
{
    public Task<JsonObject> Handle(GetSpecSchema request, CancellationToken cancellationToken)
    {
        var documentation = new OptionDocumentation();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "An AlignmentLab experiment",
        };
        foreach (var (key, value) in Record(typeof(RunSpec), documentation).ToList())
        {
            schema[key] = value?.DeepClone();
        }

        schema["required"] = new JsonArray("name", "algorithm", "environment");
        schema["properties"]!["algorithm"]!["enum"] = Names(catalog.Algorithms.Select(a => a.Name));
        schema["allOf"] = new JsonArray([.. Choices(documentation)]);
        return Task.FromResult(schema);
    }

    // Which options there are depends on the names chosen beside them.
    private IEnumerable<JsonNode> Choices(OptionDocumentation documentation)
    {
        foreach (var algorithm in catalog.Algorithms.OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            yield return When(
                new JsonObject { ["algorithm"] = new JsonObject { ["const"] = algorithm.Name } },
                new JsonObject { ["options"] = Record(algorithm.OptionsType, documentation) });
        }

        foreach (var environment in catalog.Environments.Where(e => SpecBinder.Properties(e.OptionsType).Any()).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            yield return When(Named("environment", environment.Name), Options("environment", environment.OptionsType, documentation));
        }

        foreach (var expert in catalog.Experts.Where(e => SpecBinder.Properties(e.OptionsType).Any()).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            yield return When(Named("expert", expert.Name), Options("expert", expert.OptionsType, documentation));
        }
    }

    private static JsonObject When(JsonObject condition, JsonObject consequence) => new()
    {
        ["if"] = new JsonObject { ["properties"] = condition, ["required"] = new JsonArray([.. condition.Select(p => JsonValue.Create(p.Key))]) },
        ["then"] = new JsonObject { ["properties"] = consequence },
    };

    private static JsonObject Named(string key, string name) => new()
    {
        [key] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["name"] = new JsonObject { ["const"] = name } },
            ["required"] = new JsonArray("name"),
        },
    };

    private static JsonObject Options(string key, Type type, OptionDocumentation documentation) =>
        new() { [key] = new JsonObject { ["properties"] = new JsonObject { ["options"] = Record(type, documentation) } } };

    /// <param name="standing">The defaults of the record that holds it, where it has some for this one.</param>
    private static JsonObject Record(Type type, OptionDocumentation documentation, JsonObject? standing = null)
    {
        var defaults = standing ?? OptionsJson.Write(Activator.CreateInstance(type)!);
        var properties = new JsonObject();
        foreach (var property in SpecBinder.Properties(type))
        {
            var key = SpecBinder.KeyOf(property);
            var schema = Value(property.PropertyType, documentation, defaults[key] as JsonObject);
            if (documentation.Of(property) is { } text)
            {
                schema["description"] = text;
            }

            if (defaults[key] is JsonValue or JsonArray && defaults[key]!.ToString() != "")
            {
                schema["default"] = defaults[key]!.DeepClone();
            }

            if (property.PropertyType == typeof(JudgeRef) && defaults[key] is JsonObject judge)
            {
                schema["default"] = judge["name"]!.DeepClone();
            }

            properties[key] = schema;
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Value(Type type, OptionDocumentation documentation, JsonObject? standing = null)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(int) || type == typeof(long) => new JsonObject { ["type"] = "integer" },
            _ when type == typeof(ulong) => new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            _ when type == typeof(double) => new JsonObject { ["type"] = "number" },
            _ when type == typeof(TimeSpan) => new JsonObject { ["type"] = "string", ["pattern"] = "^([0-9]+\\.)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?$" },
            _ when type == typeof(JsonObject) => new JsonObject { ["type"] = "object" },
            _ when type == typeof(SeedList) => new JsonObject
            {
                ["oneOf"] = new JsonArray(
                    new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
                    new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 }, ["minItems"] = 1, ["uniqueItems"] = true }),
            },
            _ when type == typeof(NamedSpec) || type == typeof(JudgeRef) => new JsonObject
            {
                ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, Record(typeof(NamedSpec), documentation)),
            },
            _ when type.IsEnum => new JsonObject { ["enum"] = Names(Enum.GetValues(type).Cast<object>().Select(SpecBinder.Kebab)) },
            _ when SpecBinder.IsList(type, out var item) => new JsonObject { ["type"] = "array", ["items"] = Value(item, documentation) },
            _ => Record(type, documentation, standing),
        };
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Order(StringComparer.Ordinal).Select(n => JsonValue.Create(n))]);
}
