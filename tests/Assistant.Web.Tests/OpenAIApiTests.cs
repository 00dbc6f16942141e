using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assistant.Testing;
using OpenAI;
using OpenAI.Chat;

namespace Assistant.Web.Tests;

/// <summary><c>/v1</c> as OpenAI's own client uses it.</summary>
public sealed class OpenAIApiTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Question = "Can I bring my dog to The Copperplate?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assistant_answers_with_marks_and_names_its_sources()
    {
        var result = await Client(host).GetChatClient("assistant").CompleteChatAsync([new UserChatMessage(Question)], cancellationToken: Token);

        Assert.Equal(ChatFinishReason.Stop, result.Value.FinishReason);
        Assert.Contains("[1]", result.Value.Content[0].Text, StringComparison.Ordinal);
        var sources = JsonElement.Parse(result.GetRawResponse().Content.ToString()).GetProperty("assistant");
        Assert.Equal("quoted", sources.GetProperty("verdict").GetString());
        Assert.Equal("hotel__edinburgh-copperplate", sources.GetProperty("passages")[0].GetProperty("property_id").GetString());
        using var receipt = await host.CreateClient().GetAsync($"/api/answers/{sources.GetProperty("answer_id").GetString()}", Token);
        Assert.Equal(HttpStatusCode.OK, receipt.StatusCode);
    }

    [Fact]
    public async Task Assistant_streams_what_it_answers_whole()
    {
        var chat = Client(host).GetChatClient("assistant");
        var whole = (await chat.CompleteChatAsync([new UserChatMessage(Question)], cancellationToken: Token)).Value.Content[0].Text;

        var updates = await chat.CompleteChatStreamingAsync([new UserChatMessage(Question)], cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(whole, string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)));
        Assert.Contains(updates, update => update.FinishReason == ChatFinishReason.Stop);
    }

    [Fact]
    public async Task Assistant_reads_the_conversation()
    {
        ChatMessage[] messages = [new SystemChatMessage("Be brief."), new UserChatMessage(Question), new AssistantChatMessage("Yes. [1]"), new UserChatMessage("And is there parking?")];

        var result = await Client(host).GetChatClient("assistant").CompleteChatAsync(messages, cancellationToken: Token);

        Assert.All(
            JsonElement.Parse(result.GetRawResponse().Content.ToString()).GetProperty("assistant").GetProperty("passages").EnumerateArray(),
            passage => Assert.Equal("hotel__edinburgh-copperplate", passage.GetProperty("property_id").GetString()));
        Assert.Contains("park", result.Value.Content[0].Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Loaded_model_answers_raw_under_its_own_name()
    {
        using var model = new ScriptedChatClient("Good", " day.");
        await using var other = new WebHost { ChatClient = model };
        var client = Client(other);

        Assert.Equal(["assistant", "scripted-1"], (await client.GetOpenAIModelClient().GetModelsAsync(Token)).Value.Select(known => known.Id));
        var answer = await client.GetChatClient("scripted-1").CompleteChatAsync([new UserChatMessage("Hello")], new ChatCompletionOptions { MaxOutputTokenCount = 7, Temperature = 0 }, Token);

        Assert.Equal(("Good day.", 2), (answer.Value.Content[0].Text, answer.Value.Usage.OutputTokenCount));
        Assert.Equal((7, 0f), (model.Options.Single()!.MaxOutputTokens, model.Options.Single()!.Temperature));
        Assert.Equal("Hello", model.Requests.Single().Single().Text);
    }

    [Theory]
    [InlineData("""{"model":"gpt-9","messages":[{"role":"user","content":"Hello"}]}""", "'gpt-9' is no model for this. There is assistant.")]
    [InlineData("""{"model":"assistant","messages":[]}""", "'messages' is empty")]
    [InlineData("""{"model":"assistant","messages":[{"role":"assistant","content":"Hello"}]}""", "not from the user")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""", "Only text is read")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":["hi"]}]}""", "Only text is read")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":[{"text":1}]}]}""", "Only text is read")]
    [InlineData("""{"model":"assistant","messages":[null]}""", "holds a null")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":"Pool?"}],"filters":{"colour":"red"}}""", "'filters' is not valid")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":"Pool?"}],"n":3}""", "One answer is given")]
    [InlineData("""{"model":"assistant","messages":""", "no valid JSON")]
    [InlineData("""{"messages":[{"role":"user","content":"Pool?"}]}""", "JSON")]
    public async Task Request_that_cannot_be_answered_says_why(string body, string words)
    {
        using var client = host.CreateClient();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PostAsync("/v1/chat/completions", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embeddings_without_an_embedder_say_what_to_set()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(() => Client(host).GetEmbeddingClient("any").GenerateEmbeddingAsync("Pool?", cancellationToken: Token));

        Assert.Equal(400, exception.Status);
    }

    private static OpenAIClient Client(WebHost host) => new(
        new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri("http://localhost/v1"), Transport = new HttpClientPipelineTransport(host.CreateClient()), RetryPolicy = new ClientRetryPolicy(0) });
}
