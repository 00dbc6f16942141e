using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Assistant.Llama.Native;

namespace Assistant.Llama;

/// <summary>A GGUF file loaded by llama.cpp: weights, vocabulary, metadata. Safe for concurrent use; clients and embedders share one.</summary>
public sealed unsafe class LlamaModel : ITokenCounter, IDisposable
{
    private static ReadOnlySpan<byte> Magic => "GGUF"u8;

    private readonly nint vocab;
    private readonly Lazy<string> identity;
    private readonly Lazy<IReadOnlyList<int>> endTokens;

    private LlamaModel(string path, ModelHandle handle, LlamaModelOptions options)
    {
        Path = path;
        Handle = handle;
        Options = options;
        vocab = LlamaNative.llama_model_get_vocab(handle);
        identity = new Lazy<string>(() => IdentityOf(path));
        endTokens = new Lazy<IReadOnlyList<int>>(() => [.. Enumerable.Range(0, LlamaNative.llama_vocab_n_tokens(vocab)).Where(IsEndOfGeneration)]);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it was loaded.</summary>
    public LlamaModelOptions Options { get; }

    /// <summary>The longest context it was trained with, in tokens.</summary>
    public int TrainedContextTokens => LlamaNative.llama_model_n_ctx_train(Handle);

    /// <summary>Dimensions of its embeddings.</summary>
    public int Dimensions => LlamaNative.llama_model_n_embd_out(Handle);

    /// <summary>Number of weights.</summary>
    public long Parameters => (long)LlamaNative.llama_model_n_params(Handle);

    /// <summary>Its chat template (Jinja text), or null where the file has none.</summary>
    public string? ChatTemplate => Marshal.PtrToStringUTF8(LlamaNative.llama_model_chat_template(Handle, null));

    /// <summary>The file's name and the first 12 hexadecimal digits of its SHA-256.</summary>
    public string Identity => identity.Value;

    /// <summary>Bytes of main memory that a token of context takes.</summary>
    internal long CacheBytesPerToken => MemoryLimit.CacheBytes(
        LlamaNative.llama_model_n_layer(Handle), LlamaNative.llama_model_n_embd(Handle), LlamaNative.llama_model_n_head(Handle), LlamaNative.llama_model_n_head_kv(Handle));

    internal ModelHandle Handle { get; }

    /// <summary>
    /// Loads a model.
    /// </summary>
    /// <exception cref="LlamaException">
    /// The libraries are missing or of another version, the file is missing, is no GGUF file, is larger than the free memory, or cannot be loaded.
    /// </exception>
    public static LlamaModel Load(string path, LlamaModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = System.IO.Path.GetFullPath(path);
        CheckFile(full);
        LlamaLibrary.EnsureLoaded();
        LlamaLibrary.TakeErrors();
        options ??= new LlamaModelOptions();
        MemoryLimit.CheckModel(full, MemoryLimit.UsesGpu(options));
        var parameters = LlamaNative.llama_model_default_params();
        parameters.GpuLayers = options.GpuLayers;
        var handle = LlamaNative.llama_model_load_from_file(full, parameters);
        return handle.IsInvalid
            ? throw new LlamaException($"llama.cpp {LlamaLibrary.Version} cannot load {full}. {LlamaLibrary.TakeErrors()}".TrimEnd())
            : new LlamaModel(full, handle, options);
    }

    /// <summary>A metadata value of the file, or null.</summary>
    public string? Metadata(string key)
    {
        var buffer = stackalloc byte[512];
        var length = LlamaNative.llama_model_meta_val_str(Handle, key, buffer, 512);
        return length < 0 ? null : Encoding.UTF8.GetString(buffer, Math.Min(length, 511));
    }

    /// <inheritdoc/>
    public int CountTokens(string text) => Tokenize(text, addSpecial: false, parseSpecial: false).Length;

    /// <summary>
    /// The tokens of a text.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="addSpecial">Whether the tokens that begin and end a text for this model are added.</param>
    /// <param name="parseSpecial">Whether the names of control tokens mean those tokens; never for text that users wrote.</param>
    public int[] Tokenize(string text, bool addSpecial, bool parseSpecial)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tokens = new int[bytes.Length + 8]; // a token is a byte at least; special ones are few
        fixed (byte* pointer = bytes)
        fixed (int* target = tokens)
        {
            var count = LlamaNative.llama_tokenize(vocab, pointer, bytes.Length, target, tokens.Length, addSpecial, parseSpecial);
            return count < 0 ? throw new LlamaException($"The text needs {-count} tokens, more than it has bytes; the vocabulary of {Path} is damaged.") : tokens[..count];
        }
    }

    /// <summary>Frees the model once no client uses it any more.</summary>
    public void Dispose() => Handle.Dispose();

    internal bool IsEndOfGeneration(int token) => LlamaNative.llama_vocab_is_eog(vocab, token);

    /// <summary>The tokens after which an answer is at its end.</summary>
    internal IReadOnlyList<int> EndTokens => endTokens.Value;

    internal int? BeginningOfSequence => LlamaNative.llama_vocab_get_add_bos(vocab) ? LlamaNative.llama_vocab_bos(vocab) : null;

    internal nint Vocabulary => vocab;

    /// <summary>The UTF-8 bytes of a token; possibly a part of a character. Control tokens have none.</summary>
    internal byte[] Piece(int token)
    {
        var buffer = new byte[64];
        while (true)
        {
            int length;
            fixed (byte* pointer = buffer) length = LlamaNative.llama_token_to_piece(vocab, token, pointer, buffer.Length, 0, special: false);
            if (length >= 0) return buffer[..length];
            buffer = new byte[-length];
        }
    }

    /// <summary>Refuses what is no GGUF file, before anything is loaded.</summary>
    /// <exception cref="LlamaException">It is missing, or no GGUF file.</exception>
    internal static void CheckFile(string path)
    {
        if (!File.Exists(path)) throw new LlamaException($"There is no model file {path}. Give the path of a GGUF file.");
        Span<byte> start = stackalloc byte[4];
        using var stream = File.OpenRead(path);
        if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) < 4 || !start.SequenceEqual(Magic))
        {
            throw new LlamaException($"{path} is no GGUF file: it does not begin with 'GGUF'. Convert the model, or give the path of one.");
        }
    }

    /// <summary>The name of a file and the first 12 hexadecimal digits of its SHA-256.</summary>
    internal static string IdentityOf(string path)
    {
        using var stream = File.OpenRead(path);
        return $"{System.IO.Path.GetFileName(path)}@{Convert.ToHexStringLower(SHA256.HashData(stream))[..12]}";
    }
}

/// <summary>How a model is loaded and run.</summary>
/// <param name="Threads">CPU threads; 0 uses every processor.</param>
/// <param name="GpuLayers">Layers on the GPU; -1 for all, where the libraries have one.</param>
public sealed record LlamaModelOptions(int Threads = 0, int GpuLayers = -1)
{
    internal const int LargestDefaultContext = 4096; // a key-value cache of a few hundred MB for a 7B model

    internal int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;
}
