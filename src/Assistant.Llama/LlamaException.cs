namespace Assistant.Llama;

/// <summary>A model cannot be loaded or used; the message says why and what to do.</summary>
public class LlamaException(string message, Exception? inner = null) : Exception(message, inner);
