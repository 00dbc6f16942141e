using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Ingest;
using Assistant.Ingest.Properties;

namespace Assistant.Tests.Ingest;

public sealed class PropertySchemaTests
{
    private const string Valid = """
        {"id":"hotel__porto-a","name":"A","kind":"hotel","address":{"city":"Porto","country":"PT"},"stars":4,"price":{"from":90,"to":120,"currency":"EUR"},
         "policies":{"pets":{"allowed":"no"}},"rooms":[{"id":"double","name":"Double"}],"reviews":[{"text":"Fine.","date":"2026-05-01"}]}
        """;

    private static readonly PropertySchema Schema = new();

    [Fact]
    public void Read_valid_property_has_no_problem()
    {
        Assert.Null(Schema.Read(Valid, out var property));
        Assert.Equal(new DateOnly(2026, 5, 1), property!.Reviews[0].Date);
        Assert.Equal("no", property.Policies["pets"].Allowed);
    }

    [Theory]
    [InlineData("name", null, "name is missing")]
    [InlineData("stars", "7", "stars (7) is above 5")]
    [InlineData("stars", "\"four\"", "stars (four) must be a number")]
    [InlineData("colour", "\"red\"", "colour is no field")]
    [InlineData("kind", "\"castle\"", "kind (castle) must be one of hotel, hostel")]
    [InlineData("amenities", "[\"pool\"]", "must be one of")]
    [InlineData("id", "\"Hotel 1\"", "id (Hotel 1) must match")]
    [InlineData("name", "\"\"", "name is empty")]
    [InlineData("address", "{\"city\":\"Porto\"}", "country is missing")]
    [InlineData("address", "{\"city\":\"Porto\",\"country\":\"Portugal\"}", "must match")]
    [InlineData("price", "{\"from\":90,\"to\":20,\"currency\":\"EUR\"}", "price: to (20) is below from (90)")]
    [InlineData("rooms", "[{\"id\":\"a\",\"name\":\"A\"},{\"id\":\"a\",\"name\":\"B\"}]", "rooms[a] occurs 2 times")]
    [InlineData("reviews", "[{\"text\":\"x\",\"date\":\"2026-02-31\"}]", "")]
    [InlineData("policies", "{\"pets\":{}}", "is empty")]
    [InlineData("policies", "{\"pets\":{\"from\":\"25:00\"}}", "must match")]
    [InlineData("location", "{\"latitude\":91,\"longitude\":0}", "above 90")]
    public void Read_broken_field_is_named_with_what_it_may_hold(string field, string? value, string expected)
    {
        var json = JsonNode.Parse(Valid)!.AsObject();
        json.Remove(field);
        if (value is not null) json[field] = JsonNode.Parse(value);

        var problem = Schema.Read(json.ToJsonString(), out _);

        Assert.NotNull(problem);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"id\":\"hotel__a\",\"id\":\"hotel__b\"}")]
    public void Read_text_that_is_no_object_is_a_problem(string json) => Assert.NotNull(Schema.Read(json, out _));

    [Fact]
    public void Schema_names_exactly_the_vocabulary()
    {
        using var schema = JsonDocument.Parse(PropertySchema.Text);
        var properties = schema.RootElement.GetProperty("properties");

        var amenities = properties.GetProperty("amenities").GetProperty("items").GetProperty("enum").EnumerateArray().Select(code => code.GetString());
        var topics = properties.GetProperty("policies").GetProperty("properties").EnumerateObject().Select(topic => topic.Name);

        Assert.Equal(Vocabulary.AmenityCodes.Order(), amenities.Order());
        Assert.Equal(Vocabulary.PolicyTopics.Order(), topics.Order());
    }

    [Fact]
    public void Schema_names_exactly_the_record()
    {
        using var schema = JsonDocument.Parse(PropertySchema.Text);
        var fields = schema.RootElement.GetProperty("properties").EnumerateObject().Select(field => field.Name).Where(name => name != "$schema");

        Assert.Equal(typeof(Property).GetProperties().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name)).Order(), fields.Order());
    }

    [Fact]
    public void Vocabulary_says_every_value_of_every_policy() => Assert.All(Vocabulary.PolicyTopics, topic =>
        Assert.Superset(new HashSet<string> { "heading", "hours", "fee", "yes", "no", "on request", "limited" }, Vocabulary.PolicyWords(topic).Keys.ToHashSet()));
}
