using System.ComponentModel.DataAnnotations;
using Assistant.Index;
using Assistant.Llama;
using Assistant.Testing;
using Microsoft.Extensions.Options;

namespace Assistant.Tests;

public sealed class AssistantOptionsTests
{
    [Theory]
    [InlineData("Assistant:Answers:MinRelevance", "2", "Assistant:Answers:MinRelevance")]
    [InlineData("Assistant:Models:GpuLayers", "-2", "Assistant:Models:GpuLayers")]
    [InlineData("Assistant:Models:Runtime", "onnx", "Give llama.cpp or llamasharp")]
    [InlineData("Assistant:Conversations", "postgres:x", "Give sqlite:PATH")]
    public async Task Start_setting_out_of_range_is_named(string key, string value, string expected)
    {
        await using var assistant = new TestAssistant(settings: [(key, value)]);

        Assert.Contains(expected, Assert.Throws<OptionsValidationException>(assistant.Get<TravelAssistant>).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "properties", "Assistant:Keys:0:Key: is shorter than 16 characters")]
    [InlineData("0123456789abcdef", "everything", "Assistant:Keys:0:Scopes holds 'everything'. There are properties, support, mcp, mcp:")]
    public async Task Start_key_that_cannot_be_is_named(string key, string scope, string expected)
    {
        await using var assistant = new TestAssistant(settings: [("Assistant:Keys:0:Name", "Operations"), ("Assistant:Keys:0:Key", key), ("Assistant:Keys:0:Scopes:0", scope)]);

        Assert.Contains(expected, Assert.Throws<OptionsValidationException>(assistant.Get<TravelAssistant>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_unknown_setting_is_refused()
    {
        await using var assistant = new TestAssistant(settings: [("Assistant:Colour", "red")]);

        Assert.Contains("Colour", Assert.Throws<InvalidOperationException>(assistant.Get<TravelAssistant>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_unknown_index_is_refused()
    {
        await using var assistant = new TestAssistant(settings: [("Assistant:Index", "elastic://x")]);

        Assert.Throws<IndexException>(assistant.Get<TravelAssistant>);
    }

    [Fact]
    public async Task Start_runtime_that_was_not_built_says_how_to_build_it()
    {
        Assert.SkipWhen(typeof(TravelAssistant).Assembly.GetReferencedAssemblies().Any(assembly => assembly.Name == "Assistant.LLamaSharp"), "This build has LLamaSharp.");
        await using var assistant = new TestAssistant(settings: [("Assistant:Models:Runtime", "llamasharp")]);

        Assert.Contains("-p:WithLLamaSharp=true", Assert.Throws<OptionsValidationException>(assistant.Get<TravelAssistant>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_model_that_is_nowhere_is_refused()
    {
        await using var assistant = new TestAssistant(settings: [("Assistant:Models:Answerer", "FOLDER/none.gguf")]);

        Assert.Contains("Assistant:Models:Answerer", Assert.Throws<ValidationException>(assistant.Get<TravelAssistant>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_model_that_is_no_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var assistant = new TestAssistant(settings: [("Assistant:Models:Answerer", folder.Write("a.gguf", "text"))]);

        Assert.Contains("no GGUF file", Assert.Throws<LlamaException>(assistant.Get<TravelAssistant>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_missing_prompts_are_refused()
    {
        await using var assistant = new TestAssistant(settings: [("Assistant:Prompts", "FOLDER")]);

        Assert.Contains("Assistant:Prompts", Assert.Throws<InvalidOperationException>(assistant.Get<TravelAssistant>).Message, StringComparison.Ordinal);
    }
}
