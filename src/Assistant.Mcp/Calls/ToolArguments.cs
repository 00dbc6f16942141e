using System.Globalization;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Assistant.Mcp.Calls;

/// <summary>Holds arguments against a tool's input schema, so that a caller reads what to change. What lies deeper is checked where it is read.</summary>
internal static class ToolArguments
{
    /// <summary>Checks a call's arguments.</summary>
    /// <exception cref="ArgumentException">One is missing, unknown, of another type or out of range.</exception>
    internal static void Check(Tool tool, IDictionary<string, JsonElement>? arguments)
    {
        var schema = tool.InputSchema.GetProperty("properties");
        var names = schema.EnumerateObject().Select(property => property.Name).ToList();
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
        {
            if (!schema.TryGetProperty(name, out var own)) throw new ArgumentException($"'{name}' is no argument of {tool.Name}. Its arguments: {string.Join(", ", names)}.");
            CheckValue(name, value, own);
        }

        if (!tool.InputSchema.TryGetProperty("required", out var required)) return;
        foreach (var name in required.EnumerateArray().Select(item => item.GetString()!))
        {
            if (arguments?.ContainsKey(name) is not true) throw new ArgumentException($"{tool.Name} needs '{name}': {schema.GetProperty(name).GetProperty("description").GetString()}");
        }
    }

    private static void CheckValue(string name, JsonElement value, JsonElement schema)
    {
        var types = Types(schema);
        var type = value.ValueKind switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.TryGetInt64(out _) && types.Contains("integer") ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Array => "array",
            JsonValueKind.Object => "object",
            _ => "null",
        };
        if (types.Count > 0 && !types.Contains(type)) throw new ArgumentException($"'{name}' is {type}; it must be {string.Join(" or ", types)}.");
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                CheckRange(name, value.GetDouble(), schema, "minimum", "maximum", "{0} is {1}; it must be {2}.");
                break;
            case JsonValueKind.String:
                if (string.IsNullOrWhiteSpace(value.GetString()) && Limit(schema, "minLength") > 0) throw new ArgumentException($"'{name}' is empty: {schema.GetProperty("description").GetString()}");
                CheckRange(name, value.GetString()!.Length, schema, "minLength", "maxLength", "{0} has {1} characters; it must have {2}.");
                break;
            case JsonValueKind.Array:
                CheckRange(name, value.GetArrayLength(), schema, "minItems", "maxItems", "{0} has {1} items; it must have {2}.");
                break;
        }
    }

    private static void CheckRange(string name, double value, JsonElement schema, string lowest, string highest, string message)
    {
        var (min, max) = (Limit(schema, lowest), Limit(schema, highest));
        if (!(value < min) && !(value > max)) return;
        var range = (min, max) switch { ({ } from, { } to) => $"{from} to {to}", ({ } from, null) => $"{from} or more", _ => $"{max} or fewer" };
        throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, message, $"'{name}'", value, range));
    }

    private static double? Limit(JsonElement schema, string key) => schema.TryGetProperty(key, out var limit) ? limit.GetDouble() : null;

    private static IReadOnlyList<string> Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(item => item.GetString()!)] : [type.GetString()!];
}
