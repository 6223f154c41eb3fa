using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlignmentLab.Events;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.Serialization;

/// <summary>
/// How payloads are written: camel case, no absent fields, doubles in their shortest form that reads back to the same
/// bits, hashes and ids as text. The form is the same on every machine, since content hashes cover it.
/// </summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The UTF-8 bytes of a value's JSON form.</summary>
    public static byte[] Serialize(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    /// <exception cref="JsonException">The bytes are not the JSON of a <typeparamref name="T"/>.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"null is no {typeof(T).Name}");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new TextConverter<Sha256>(Sha256.Parse));
        options.Converters.Add(new TextConverter<CallId>(text => new CallId(text)));
        options.Converters.Add(new TextConverter<EventId>(text => new EventId(Guid.Parse(text))));
        options.Converters.Add(new TextConverter<StreamId>(text => new StreamId(text)));
        options.Converters.Add(new TextConverter<Algorithms.RunId>(text => new Algorithms.RunId(text)));
        options.Converters.Add(PolicyKinds.Converter);
        options.Converters.Add(RewardKinds.Converter);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        return options;
    }

    private sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString();
            try
            {
                return parse(text ?? throw new JsonException($"null is no {typeof(T).Name}"));
            }
            catch (Exception error) when (error is FormatException or ArgumentException)
            {
                throw new JsonException($"'{text}' is no {typeof(T).Name}", error);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value!.ToString());
    }
}
