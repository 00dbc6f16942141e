using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Assistant;

/// <summary>One JSON form for receipts, events and every endpoint: camel case, enum names, no nulls, no empty filters, no unknown fields.</summary>
public static class AssistantJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Configured(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>The same for what was stored, perhaps by another version: fields it does not know are skipped.</summary>
    public static JsonSerializerOptions Stored { get; } = new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>Gives other options this form.</summary>
    public static JsonSerializerOptions Configured(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(LeaveOutEmptyFilters);
        return options;
    }

    private static void LeaveOutEmptyFilters(JsonTypeInfo type)
    {
        if (type.Type != typeof(Filters)) return;
        foreach (var property in type.Properties.Where(property => typeof(IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string)))
        {
            property.ShouldSerialize = (_, value) => value is IEnumerable values && values.GetEnumerator().MoveNext();
        }
    }
}
