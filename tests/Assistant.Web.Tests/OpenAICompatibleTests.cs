using System.Text.Json;
using Assistant.Generate;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Assistant.Web.Tests;

/// <summary>A model behind an OpenAI-compatible server, here a small one of our own on loopback.</summary>
public sealed class OpenAICompatibleTests : IAsyncLifetime
{
    private readonly WebApplication server;
    private readonly List<JsonElement> requests = [];

    public OpenAICompatibleTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        server = builder.Build();
        server.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            requests.Add(await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body));
            context.Response.ContentType = "text/event-stream";
            foreach (var piece in (string[])["Pets are", " welcome."])
            {
                await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(new { id = "1", @object = "chat.completion.chunk", created = 1, model = "m", choices = new[] { new { index = 0, delta = new { role = "assistant", content = piece } } } })}\n\n");
            }

            await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(new { id = "1", @object = "chat.completion.chunk", created = 1, model = "m", choices = new[] { new { index = 0, delta = new { }, finish_reason = "stop" } } })}\n\n");
            await context.Response.WriteAsync("data: [DONE]\n\n");
        });
        server.MapPost("/v1/embeddings", async (HttpContext context) =>
        {
            requests.Add(await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body));
            await context.Response.WriteAsJsonAsync(new { @object = "list", model = "m", data = new[] { new { @object = "embedding", index = 0, embedding = Convert.ToBase64String(new byte[] { 0, 0, 64, 64, 0, 0, 128, 64 }) } }, usage = new { prompt_tokens = 1, total_tokens = 1 } });
        });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Base => $"{server.Urls.Single()}/v1";

    public async ValueTask InitializeAsync() => await server.StartAsync(Token);

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task ChatClient_streams_from_the_server_and_names_the_model()
    {
        using var client = Models.ChatClient(new ModelOptions { Answerer = $"{Base}#qwen" });

        var text = string.Concat(await client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Pets?")], null, Token).Select(update => update.Text).ToListAsync(Token));

        Assert.Equal("Pets are welcome.", text);
        Assert.Equal("qwen", requests.Single().GetProperty("model").GetString());
    }

    [Fact]
    public async Task Embedder_asks_the_server()
    {
        using var embedder = Models.Embedder(new ModelOptions { Embedder = Base });

        var vector = await embedder.GenerateVectorAsync("Pets?", cancellationToken: Token);

        Assert.Equal([3f, 4f], vector.ToArray());
        Assert.Equal("default", requests.Single().GetProperty("model").GetString());
    }
}
