using System.Runtime.CompilerServices;
using Assistant.Llama.Native;
using Assistant.Testing;

namespace Assistant.Llama.Tests;

public sealed class LlamaModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_missing_file_says_so()
    {
        var exception = Assert.Throws<LlamaException>(() => LlamaModel.Load(folder.File("nowhere.gguf")));

        Assert.Contains("no model file", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GG")]
    [InlineData("this is a text, not a model")]
    public void Load_other_file_says_that_it_is_no_gguf(string content)
    {
        var exception = Assert.Throws<LlamaException>(() => LlamaModel.Load(folder.Write("model.gguf", content)));

        Assert.Contains("no GGUF file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_file_larger_than_the_memory_is_refused_with_both_sizes()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Free memory is known on Linux only.");
        var path = folder.Write("huge.gguf", "GGUF");
        using (var file = File.OpenWrite(path)) file.SetLength(1L << 40); // a hole: no such space is taken

        var exception = Assert.Throws<LlamaException>(() => LlamaModel.Load(path));

        Assert.Matches(@"needs 1099\.5 GB of memory, and [\d.]+ GB is free", exception.Message);
    }

    [Fact]
    public void Load_truncated_file_is_refused_with_the_reason()
    {
        var whole = File.ReadAllBytes(TinyGguf.WriteChat(folder.File("whole.gguf"), ["Hi"]));
        var path = folder.File("half.gguf");
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        var exception = Assert.Throws<LlamaException>(() => LlamaModel.Load(path));

        Assert.Contains("cannot load", exception.Message, StringComparison.Ordinal);
        Assert.Contains("half.gguf", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_reads_what_the_file_says()
    {
        using var model = LlamaModel.Load(TinyGguf.WriteChat(folder.File("chat.gguf"), ["Hi"], contextTokens: 128));

        Assert.Equal(128, model.TrainedContextTokens);
        Assert.Equal("tiny chat", model.Metadata("general.name"));
        Assert.Null(model.Metadata("no.such.key"));
        Assert.Equal(TinyGguf.ChatTemplate, model.ChatTemplate);
        Assert.Matches("^chat.gguf@[0-9a-f]{12}$", model.Identity);
        Assert.Equal(5, model.CountTokens("hello"));
    }

    [Theory]
    [InlineData("0.5.0", true)]
    [InlineData("0.5.0-dev", true)]
    [InlineData("0.5.1", false)]
    [InlineData("0.50.0", false)]
    [InlineData("unknown", false)]
    public void IsSupported_only_the_version_of_the_layouts(string version, bool expected) => Assert.Equal(expected, LlamaLibrary.IsSupported(version));

    [Fact]
    public void Structs_have_the_sizes_of_the_library()
    {
        Assert.Equal(80, Unsafe.SizeOf<ModelParams>());
        Assert.Equal(160, Unsafe.SizeOf<ContextParams>());
    }

    [Fact]
    public void Defaults_land_in_the_fields_they_belong_to()
    {
        using var model = LlamaModel.Load(TinyGguf.WriteChat(folder.File("chat.gguf"), ["Hi"])); // loads the library

        var context = LlamaNative.llama_context_default_params();
        var parameters = LlamaNative.llama_model_default_params();

        Assert.Equal((512u, 2048u, 512u, 1u), (context.ContextTokens, context.BatchTokens, context.MicroBatchTokens, context.MaxSequences));
        Assert.Equal((-1, 1, 1, (byte)1), (context.PoolingType, context.KeyType, context.ValueType, context.NoPerf));
        Assert.Equal((-1, 1, (byte)1), (parameters.GpuLayers, parameters.SplitMode, parameters.UseExtraBuffers));
    }
}
