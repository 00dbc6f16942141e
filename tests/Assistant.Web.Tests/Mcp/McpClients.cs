using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Assistant.Web.Tests.Mcp;

/// <summary>The official client, connected to a host in memory.</summary>
internal static class McpClients
{
    /// <summary>The last version with a handshake, and the first without one.</summary>
    internal static TheoryData<string> Versions => ["2025-11-25", "2026-07-28"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<McpClient> ConnectAsync(this WebHost host, string? key = null, string? version = null)
    {
        var options = new HttpClientTransportOptions { Endpoint = new Uri("http://localhost/mcp"), TransportMode = HttpTransportMode.StreamableHttp };
        if (key is not null) options.AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" };
        return await McpClient.CreateAsync(new HttpClientTransport(options, host.CreateClient(), ownsHttpClient: true), new McpClientOptions { ProtocolVersion = version }, cancellationToken: Token);
    }

    internal static async Task<CallToolResult> CallAsync(this McpClient client, string tool, object arguments) =>
        await client.CallToolAsync(tool, Arguments(arguments), cancellationToken: Token);

    /// <summary>The structured result of a call that succeeds.</summary>
    internal static async Task<JsonElement> ResultAsync(this McpClient client, string tool, object arguments)
    {
        var result = await client.CallAsync(tool, arguments);
        Assert.True(result.IsError is not true, Text(result));
        Assert.NotEmpty(Text(result));
        return result.StructuredContent!.Value;
    }

    /// <summary>What a call that fails says.</summary>
    internal static async Task<string> ErrorAsync(this McpClient client, string tool, object arguments)
    {
        var result = await client.CallAsync(tool, arguments);
        Assert.True(result.IsError, Text(result));
        Assert.Null(result.StructuredContent);
        return Text(result);
    }

    internal static Dictionary<string, object?> Arguments(object arguments) =>
        Elements(arguments).ToDictionary(argument => argument.Key, argument => (object?)argument.Value);

    internal static Dictionary<string, JsonElement> Elements(object arguments) => JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(property => property.Name, property => property.Value);

    internal static string Text(CallToolResult result) => Assert.Single(result.Content.OfType<TextContentBlock>()).Text;

    /// <summary>Each citation is a part of a passage of the same result, by its number and its id; returns how many there are.</summary>
    internal static int CheckCitations(IEnumerable<JsonElement> sentences, JsonElement passages, bool isQuoted)
    {
        var byRef = passages.EnumerateArray().ToDictionary(passage => passage.GetProperty("ref").GetInt32());
        var count = 0;
        foreach (var sentence in sentences)
        {
            foreach (var citation in sentence.TryGetProperty("citations", out var several) ? [.. several.EnumerateArray()] : new[] { sentence.GetProperty("citation") })
            {
                var passage = byRef[citation.GetProperty("ref").GetInt32()];
                var part = passage.GetProperty("text").GetString()![citation.GetProperty("start").GetInt32()..citation.GetProperty("end").GetInt32()];
                Assert.Equal(passage.GetProperty("passageId").GetString(), citation.GetProperty("passageId").GetString());
                Assert.NotEmpty(part);
                if (isQuoted) Assert.Equal(sentence.GetProperty("text").GetString(), part);
                count++;
            }
        }

        return count;
    }

    /// <summary>A host with one key for each list of scopes; the key of the first list is <c>key-number-0-0000</c>.</summary>
    internal static WebHost WithKeys(params string[][] scopes) => new()
    {
        Configured = builder =>
        {
            foreach (var (i, own) in scopes.Index())
            {
                builder.UseSetting($"Assistant:Keys:{i}:Name", $"Agent {i}").UseSetting($"Assistant:Keys:{i}:Key", Key(i));
                foreach (var (j, scope) in own.Index()) builder.UseSetting($"Assistant:Keys:{i}:Scopes:{j}", scope);
            }
        },
    };

    internal static string Key(int number) => $"key-number-{number}-0000";
}
