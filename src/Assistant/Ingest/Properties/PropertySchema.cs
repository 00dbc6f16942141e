using System.Globalization;
using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Assistant.Ingest.Properties;

/// <summary>The published JSON Schema of a property, and what is wrong with a text that breaks it.</summary>
public sealed class PropertySchema
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly JsonSchema schema = JsonSchema.FromJsonAsync(Text).GetAwaiter().GetResult();

    /// <summary>The schema document itself.</summary>
    public static string Text => Resources.ReadText("Ingest.Properties.property.schema.json");

    /// <summary>
    /// Reads one property.
    /// </summary>
    /// <param name="json">One JSON object.</param>
    /// <param name="property">The property; null where there is a problem.</param>
    /// <returns>Null, or every problem in words: the field, what it holds, what it may hold.</returns>
    public string? Read(string json, out Property? property)
    {
        property = null;
        try
        {
            using (JsonDocument.Parse(json, Strict))
            {
            }

            var problems = schema.Validate(json).SelectMany(Leaves).Select(Words).Distinct().ToList();
            if (problems.Count > 0) return string.Join("; ", problems);
            property = JsonSerializer.Deserialize<Property>(json, JsonSerializerOptions.Web);
            return Contradiction(property!);
        }
        catch (JsonException exception)
        {
            return $"not valid JSON here: {exception.Message}";
        }
    }

    // What a schema cannot say.
    private static string? Contradiction(Property property)
    {
        var ranges = property.Rooms.Select(room => (Field: $"rooms[{room.Id}].price", room.Price)).Prepend(("price", property.Price));
        foreach (var (field, price) in ranges)
        {
            if (price?.To < price?.From) return $"{field}: to ({price!.To}) is below from ({price.From})";
        }

        var repeated = property.Rooms.Select(room => $"rooms[{room.Id}]")
            .Concat(property.Faqs.Where(faq => faq.Id is not null).Select(faq => $"faqs[{faq.Id}]"))
            .Concat(property.Reviews.Where(review => review.Id is not null).Select(review => $"reviews[{review.Id}]"))
            .GroupBy(id => id).FirstOrDefault(same => same.Count() > 1);
        return repeated is null ? null : $"{repeated.Key} occurs {repeated.Count().ToString(CultureInfo.InvariantCulture)} times; ids within a list must differ";
    }

    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error is ChildSchemaValidationError child
        ? child.Errors.Values.SelectMany(errors => errors).SelectMany(Leaves)
        : [error];

    private static string Words(ValidationError error)
    {
        var field = error.Path is { Length: > 2 } path ? path.TrimStart('#', '/') : error.Property ?? "the object";
        var value = error.Token?.ToString() is { Length: <= 60 } text ? $" ({text})" : "";
        var schema = error.Schema;
        return error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => $"{error.Property} is missing",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"{field} is no field of this schema",
            ValidationErrorKind.NumberTooBig => $"{field}{value} is above {schema.Maximum?.ToString(CultureInfo.InvariantCulture)}",
            ValidationErrorKind.NumberTooSmall => $"{field}{value} is below {schema.Minimum?.ToString(CultureInfo.InvariantCulture)}",
            ValidationErrorKind.NotInEnumeration => $"{field}{value} must be one of {string.Join(", ", schema.Enumeration.Take(30))}{(schema.Enumeration.Count > 30 ? ", ..." : "")}",
            ValidationErrorKind.PatternMismatch => $"{field}{value} must match {schema.Pattern}",
            ValidationErrorKind.StringTooLong => $"{field} is longer than {schema.MaxLength} characters",
            ValidationErrorKind.StringTooShort => $"{field} is empty",
            ValidationErrorKind.ItemsNotUnique => $"{field} holds a value twice",
            ValidationErrorKind.TooFewProperties => $"{field} is empty",
            ValidationErrorKind.StringExpected => $"{field}{value} must be a text",
            ValidationErrorKind.NumberExpected => $"{field}{value} must be a number",
            ValidationErrorKind.IntegerExpected => $"{field}{value} must be a whole number",
            ValidationErrorKind.ArrayExpected => $"{field} must be a list",
            ValidationErrorKind.ObjectExpected => $"{field} must be an object",
            ValidationErrorKind.DateExpected => $"{field}{value} must be a date, YYYY-MM-DD",
            ValidationErrorKind.DateTimeExpected => $"{field}{value} must be a date and time, RFC 3339",
            _ => $"{field}{value}: {error.Kind}",
        };
    }
}
