using System.Runtime.InteropServices;

namespace Assistant.Llama.Native;

/// <summary>The functions of llama.cpp that are used here, as its header declares them.</summary>
internal static unsafe partial class LlamaNative
{
    internal const string Llama = "llama";
    internal const string Ggml = "ggml";

    [LibraryImport(Ggml, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void ggml_backend_load_all_from_path(string folder);

    [LibraryImport(Ggml)]
    internal static partial nuint ggml_backend_dev_count();

    [LibraryImport(Ggml)]
    internal static partial nint ggml_backend_dev_by_type(int type);

    [LibraryImport(Ggml)]
    internal static partial nint ggml_backend_dev_backend_reg(nint device);

    [LibraryImport(Ggml, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ggml_backend_reg_get_proc_address(nint registry, string name);

    [LibraryImport(Ggml)]
    internal static partial ThreadPoolParams ggml_threadpool_params_default(int threads);

    [LibraryImport(Llama)]
    internal static partial void llama_attach_threadpool(ContextHandle context, nint pool, nint batchPool);

    [LibraryImport(Llama)]
    internal static partial nint llama_version();

    [LibraryImport(Llama)]
    internal static partial void llama_backend_init();

    [LibraryImport(Llama)]
    internal static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, nint data);

    [LibraryImport(Llama)]
    internal static partial ModelParams llama_model_default_params();

    [LibraryImport(Llama)]
    internal static partial ContextParams llama_context_default_params();

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ModelHandle llama_model_load_from_file(string path, ModelParams parameters);

    [LibraryImport(Llama)]
    internal static partial void llama_model_free(nint model);

    [LibraryImport(Llama)]
    internal static partial nint llama_model_get_vocab(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_ctx_train(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_embd_out(ModelHandle model);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_supports_gpu_offload();

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_layer(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_embd(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_head(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_head_kv(ModelHandle model);

    [LibraryImport(Llama)]
    internal static partial ulong llama_model_n_params(ModelHandle model);

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int llama_model_meta_val_str(ModelHandle model, string key, byte* buffer, nuint size);

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_model_chat_template(ModelHandle model, string? name);

    [LibraryImport(Llama)]
    internal static partial ContextHandle llama_init_from_model(ModelHandle model, ContextParams parameters);

    [LibraryImport(Llama)]
    internal static partial void llama_free(nint context);

    [LibraryImport(Llama)]
    internal static partial uint llama_n_ctx(ContextHandle context);

    [LibraryImport(Llama)]
    internal static partial int llama_pooling_type(ContextHandle context);

    [LibraryImport(Llama)]
    internal static partial nint llama_get_memory(ContextHandle context);

    [LibraryImport(Llama)]
    internal static partial void llama_memory_clear(nint memory, [MarshalAs(UnmanagedType.U1)] bool data);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_memory_seq_rm(nint memory, int sequence, int from, int to);

    [LibraryImport(Llama)]
    internal static partial void llama_memory_seq_cp(nint memory, int source, int target, int from, int to);

    [LibraryImport(Llama)]
    internal static partial nuint llama_state_seq_get_size(ContextHandle context, int sequence);

    [LibraryImport(Llama)]
    internal static partial nuint llama_state_seq_get_data(ContextHandle context, byte* target, nuint size, int sequence);

    [LibraryImport(Llama)]
    internal static partial nuint llama_state_seq_set_data(ContextHandle context, byte* source, nuint size, int sequence);

    [LibraryImport(Llama)]
    internal static partial float* llama_get_logits_ith(ContextHandle context, int index);

    [LibraryImport(Llama)]
    internal static partial uint llama_n_ctx_seq(ContextHandle context);

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial AdapterHandle llama_adapter_lora_init(ModelHandle model, string path);

    [LibraryImport(Llama)]
    internal static partial void llama_adapter_lora_free(nint adapter);

    [LibraryImport(Llama)]
    internal static partial int llama_set_adapters_lora(ContextHandle context, nint* adapters, nuint count, float* scales);

    [LibraryImport(Llama)]
    internal static partial int llama_decode(ContextHandle context, Batch batch);

    [LibraryImport(Llama)]
    internal static partial float* llama_get_embeddings_seq(ContextHandle context, int sequence);

    [LibraryImport(Llama)]
    internal static partial void llama_set_abort_callback(ContextHandle context, delegate* unmanaged[Cdecl]<void*, byte> callback, void* data);

    [LibraryImport(Llama)]
    internal static partial int llama_tokenize(
        nint vocab, byte* text, int length, int* tokens, int capacity, [MarshalAs(UnmanagedType.U1)] bool addSpecial, [MarshalAs(UnmanagedType.U1)] bool parseSpecial);

    [LibraryImport(Llama)]
    internal static partial int llama_token_to_piece(nint vocab, int token, byte* buffer, int size, int skipSpaces, [MarshalAs(UnmanagedType.U1)] bool special);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_n_tokens(nint vocab);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_vocab_is_eog(nint vocab, int token);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool llama_vocab_get_add_bos(nint vocab);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_bos(nint vocab);

    [LibraryImport(Llama)]
    internal static partial int llama_chat_apply_template(
        byte* template, NativeChatMessage* messages, nuint count, [MarshalAs(UnmanagedType.U1)] bool addAssistant, byte* buffer, int size);

    [LibraryImport(Llama)]
    internal static partial SamplerHandle llama_sampler_chain_init(SamplerChainParams parameters);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_chain_add(SamplerHandle chain, nint sampler);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_free(nint sampler);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_apply(SamplerHandle sampler, TokenDataArray* candidates);

    [LibraryImport(Llama)]
    internal static partial void llama_sampler_accept(SamplerHandle sampler, int token);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_min_p(float least, nuint minimum);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_greedy();

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_dist(uint seed);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_temp(float temperature);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_top_k(int k);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_top_p(float p, nuint minimum);

    [LibraryImport(Llama)]
    internal static partial nint llama_sampler_init_penalties(int lastTokens, float repeat, float frequency, float presence);

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_sampler_init_grammar(nint vocab, string grammar, string root);
}
