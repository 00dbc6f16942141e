using System.Text.Json;
using Assistant.Index;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Assistant.Web.Tests.Mcp;

/// <summary>Receipts and properties by address.</summary>
public sealed class McpResourcesTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Copperplate = "hotel__edinburgh-copperplate";

    public static TheoryData<string> Versions => McpClients.Versions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Templates_are_listed()
    {
        await using var client = await host.ConnectAsync();

        var templates = await client.ListResourceTemplatesAsync(cancellationToken: Token);

        Assert.Equal(["assistant://properties/{id}", "assistant://receipts/{answerId}"], templates.Select(template => template.UriTemplate).Order());
        Assert.All(templates, template => Assert.Equal("application/json", template.MimeType));
    }

    [Fact]
    public async Task Properties_are_listed_every_one_once()
    {
        await using var client = await host.ConnectAsync();
        var all = await host.Services.GetRequiredService<IPassageIndex>().ListPropertiesAsync(Tenants.Default, Filters.None, Token);

        var listed = await client.ListResourcesAsync(cancellationToken: Token);

        Assert.Equal(all.Select(property => $"assistant://properties/{property.Id}"), listed.Select(resource => resource.Uri));
    }

    [Fact]
    public async Task Property_is_read_with_all_that_is_known()
    {
        await using var client = await host.ConnectAsync();

        var property = await ReadAsync(client, $"assistant://properties/{Copperplate}");

        Assert.Equal(Copperplate, property.GetProperty("id").GetString());
        Assert.NotEmpty(property.GetProperty("policies").EnumerateObject());
    }

    [Fact]
    public async Task Receipt_of_an_answer_is_read_by_the_address_in_its_result()
    {
        await using var client = await host.ConnectAsync();
        var answer = await client.ResultAsync("ask_property", new { propertyId = Copperplate, question = "Can I bring my dog?" });

        var receipt = await ReadAsync(client, answer.GetProperty("receipt").GetString()!);

        Assert.Equal(answer.GetProperty("answerId").GetString(), receipt.GetProperty("answerId").GetString());
        Assert.Equal("Can I bring my dog?", receipt.GetProperty("request").GetProperty("message").GetString());
        Assert.Equal(answer.GetProperty("sentences").GetArrayLength(), receipt.GetProperty("sentences").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_is_not_there_is_an_error_that_says_where_ids_come_from(string version)
    {
        await using var client = await host.ConnectAsync(version: version);
        var code = version == "2025-11-25" ? McpErrorCode.ResourceNotFound : McpErrorCode.InvalidParams;

        foreach (var (uri, expected) in new[] { ("assistant://receipts/gone", "No answer has the id 'gone'"), ("assistant://properties/gone", "no property 'gone'"), ("assistant://rooms/1", "assistant://rooms/1") })
        {
            var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync(uri, cancellationToken: Token));
            Assert.Equal(code, error.ErrorCode);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<JsonElement> ReadAsync(McpClient client, string uri)
    {
        var contents = Assert.IsType<TextResourceContents>(Assert.Single((await client.ReadResourceAsync(uri, cancellationToken: Token)).Contents));
        Assert.Equal((uri, "application/json"), (contents.Uri, contents.MimeType));
        return JsonSerializer.Deserialize<JsonElement>(contents.Text);
    }
}
