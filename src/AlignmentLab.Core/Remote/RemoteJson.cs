using System.Text.Json;
using System.Text.Json.Serialization;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Remote;

/// <summary>How requests and their results cross the network: as events are written.</summary>
public static class RemoteJson
{
    /// <summary>For results. What an older reader does not know of them it passes over.</summary>
    public static JsonSerializerOptions Options { get; } = new(EventJson.Options)
    {
        Converters = { new MomentConverter() },
    };

    /// <summary>For requests. A member that is missing, or that nobody knows, is an error: it would be done otherwise than it was meant.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>A position; absent for now.</summary>
    private sealed class MomentConverter : JsonConverter<AsOf>
    {
        public override AsOf Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? AsOf.Now
            : reader.TryGetInt64(out var position) && position >= 0 ? new AsOf(position)
            : throw new JsonException("a position is 0 or more");

        public override bool HandleNull => true;

        public override void Write(Utf8JsonWriter writer, AsOf value, JsonSerializerOptions options)
        {
            if (value.IsNow)
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteNumberValue(value.Position);
            }
        }
    }
}
