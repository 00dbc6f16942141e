using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Evaluation.Training;

namespace Assistant.Evaluation.Labelling;

/// <summary>The form of a keyed question in its file: one line, a space behind each colon and comma, letters as they are typed.</summary>
public static class QuestionLine
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerOptions.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The options with which a question is read, from a file or a request: every field is needed, none may be added.</summary>
    public static JsonSerializerOptions Options => Form;

    /// <summary>The question of a line.</summary>
    /// <exception cref="FormatException">The line is none; the message says why.</exception>
    public static KeyedQuestion Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<KeyedQuestion>(line, Form) ?? throw new FormatException("null is no question.");
        }
        catch (JsonException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>The line of a question, without a line end.</summary>
    public static string Write(KeyedQuestion question)
    {
        var text = new StringBuilder();
        Append(text, JsonSerializer.SerializeToElement(question, Form));
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var (i, field) in value.EnumerateObject().Index())
                {
                    text.Append(i == 0 ? "" : ", ").Append(JsonSerializer.Serialize(field.Name, Form)).Append(": ");
                    Append(text, field.Value);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var (i, item) in value.EnumerateArray().Index())
                {
                    text.Append(i == 0 ? "" : ", ");
                    Append(text, item);
                }

                text.Append(']');
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
