using Assistant.Generate;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Tests;

/// <summary><c>Assistant:Models:Runtime</c> chooses what runs the models that the settings name.</summary>
public sealed class RuntimeSettingTests
{
    private static ModelOptions Options => new() { Runtime = "llamasharp", Answerer = Bundled.File("answerer.gguf"), Embedder = Bundled.File("embedder.gguf"), MaxConcurrent = 1 };

    [Fact]
    public void ChatClient_is_LLamaSharps_and_counts_tokens_as_its_model_does()
    {
        using var client = Models.ChatClient(Options);

        var message = Bundled.Chats[0].Message;
        Assert.Equal("llamasharp", client.GetService<ChatClientMetadata>()!.ProviderName);
        Assert.Equal(client.GetService<LLamaSharpModel>()!.CountTokens(message), Models.CountTokens(client, message));
        Assert.NotEqual(Models.CountTokens(null, message), Models.CountTokens(client, message));
    }

    [Fact]
    public void Embedder_is_LLamaSharps()
    {
        using var embedder = Models.Embedder(Options);

        Assert.Equal("llamasharp", embedder.GetService<EmbeddingGeneratorMetadata>()!.ProviderName);
    }
}
