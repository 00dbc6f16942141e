using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assistant.Index;
using Assistant.Ingest;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Web.Tests;

public sealed class SiteTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_start_serves_the_sample_catalogue()
    {
        var ready = await GetAsync("/health/ready");

        Assert.True(ready.GetProperty("properties").GetInt32() >= 60);
        Assert.Contains("quoted", ready.GetProperty("answerer").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_start_that_was_cut_short_is_completed_by_the_next()
    {
        await using var cut = new WebHost();
        var index = cut.Services.GetRequiredService<IPassageIndex>();
        var whole = await index.ListPropertiesAsync(Tenants.Default, Filters.None, Token);
        await index.RemoveAsync(Tenants.Default, "properties:catalog/vienna.jsonl", [.. whole.Where(property => property.City == "Vienna").Select(property => property.Id)], Token);
        Assert.NotEqual(whole.Count, (await index.ListPropertiesAsync(Tenants.Default, Filters.None, Token)).Count);

        await cut.Services.GetRequiredService<SampleCatalog>().CompleteAsync(Token);

        Assert.Equal(whole.Count, (await index.ListPropertiesAsync(Tenants.Default, Filters.None, Token)).Count);
    }

    [Fact]
    public async Task Index_with_content_of_its_own_gets_no_sample()
    {
        await using var own = new WebHost();
        var index = own.Services.GetRequiredService<IPassageIndex>();
        var vienna = (await index.ListPropertiesAsync(Tenants.Default, new Filters { City = "Vienna" }, Token)).Select(property => property.Id).ToList();
        await index.RemoveAsync(Tenants.Default, "properties:catalog/vienna.jsonl", vienna, Token);
        var mine = new SourceDocument("mine", new Property { Id = "hotel__mine", Name = "Mine", Kind = "hotel" }, []);
        await index.WriteAsync(Tenants.Default, [new IndexedDocument(mine, "1", [], null)], Token);

        await own.Services.GetRequiredService<SampleCatalog>().CompleteAsync(Token);

        Assert.Empty(await index.ListPropertiesAsync(Tenants.Default, new Filters { City = "Vienna" }, Token));
    }

    [Fact]
    public async Task Empty_index_is_live_but_not_ready()
    {
        await using var empty = new WebHost { IsEmpty = true };
        using var client = empty.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready", Token)).StatusCode);
    }

    [Fact]
    public async Task Properties_are_paged_by_name()
    {
        var first = await GetAsync("/api/properties?pageSize=5");
        var second = await GetAsync("/api/properties?pageSize=5&page=2");
        var names = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("name").GetString()).ToList();

        Assert.Equal(10, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.True(first.GetProperty("total").GetInt32() >= 60);
    }

    [Fact]
    public async Task Properties_page_far_beyond_the_last_is_empty()
    {
        var page = await GetAsync("/api/properties?page=21474838&pageSize=100");

        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Properties_filters_are_exact()
    {
        var page = await GetAsync("/api/properties?city=krakow&amenities=breakfast&propertyKinds=hotel,guesthouse");

        Assert.NotEmpty(page.GetProperty("items").EnumerateArray());
        Assert.All(page.GetProperty("items").EnumerateArray(), item => Assert.Equal("Kraków", item.GetProperty("city").GetString()));
    }

    [Theory]
    [InlineData("/api/properties?colour=red", 400)]
    [InlineData("/api/properties?page=0", 400)]
    [InlineData("/api/properties?pageSize=1000", 400)]
    [InlineData("/api/properties?page=x", 400)]
    [InlineData("/api/properties?minStars=NaN", 400)]
    [InlineData("/api/properties/hotel__none", 404)]
    [InlineData("/nowhere", 404)]
    public async Task Bad_addresses_are_problems(string path, int status)
    {
        using var client = host.CreateClient();
        using var response = await client.GetAsync(path, Token);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Property_is_told_whole()
    {
        var property = await GetAsync("/api/properties/hotel__edinburgh-copperplate");

        Assert.Equal("Edinburgh", property.GetProperty("address").GetProperty("city").GetString());
        Assert.True(property.GetProperty("reviews").GetArrayLength() >= 8);
    }

    [Fact]
    public async Task OpenApi_describes_the_routes()
    {
        var paths = (await GetAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();

        Assert.Superset(new HashSet<string> { "/api/chat", "/api/answers/{id}", "/api/properties", "/api/properties/{id}", "/health/live", "/health/ready" }, paths);
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/style.css", "text/css")]
    [InlineData("/docs", "text/html")]
    [InlineData("/schemas/property.json", "application/schema+json")]
    public async Task Pages_are_served(string path, string type)
    {
        using var client = host.CreateClient();
        using var response = await client.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Pages_run_their_own_scripts_only()
    {
        using var client = host.CreateClient();
        using var response = await client.GetAsync("/", Token);

        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var client = host.CreateClient();
        return await client.GetFromJsonAsync<JsonElement>(path, Token);
    }
}
