using System.Net;
using System.Net.Http.Json;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Assistant.Testing;
using Microsoft.Extensions.AI;

namespace Assistant.Web.Tests;

/// <summary>A model that is fully taken: HTTP says so, and when to come back.</summary>
public sealed class BusyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LlamaModel model;
    private readonly LlamaChatClient client;

    public BusyTests()
    {
        model = LlamaModel.Load(TinyGguf.WriteRandom(folder.File("random.gguf"), contextTokens: 4096, width: 256, layers: 6), new LlamaModelOptions(Threads: 1));
        client = new LlamaChatClient(model, new EngineOptions { Slots = 1, QueueLimit = 0, WaitLimit = TimeSpan.FromSeconds(7) });
    }

    public void Dispose()
    {
        client.Dispose();
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Chat_is_429_with_retry_after_while_all_slots_are_taken()
    {
        await using var host = new WebHost { ChatClient = client };
        using var http = host.CreateClient();
        var forever = new ChatOptions { AdditionalProperties = new() { ["ignore_eos"] = true } };
        await using var holder = client.GetStreamingResponseAsync([new(ChatRole.User, "?")], forever, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await holder.MoveNextAsync();

        using var response = await http.PostAsJsonAsync("/api/chat", new { message = "Can I bring my dog to The Copperplate?" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
