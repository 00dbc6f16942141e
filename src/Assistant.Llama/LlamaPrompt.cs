using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Assistant.Llama.Native;
using Microsoft.Extensions.AI;

namespace Assistant.Llama;

/// <summary>
/// Messages to tokens by the chat template of the model's file. What the messages say is tokenised as plain text: the name of a control token
/// in it stays text, so no user can speak as the system.
/// </summary>
internal static unsafe class LlamaPrompt
{
    private const char Mark = '\u001a'; // stands in for each message's text while the template is applied; no text holds it

    /// <summary>The tokens of the conversation, up to where the assistant's answer begins.</summary>
    /// <exception cref="LlamaException">The file has no chat template, or one that llama.cpp does not know.</exception>
    internal static int[] Tokens(LlamaModel model, IEnumerable<ChatMessage> messages) =>
        Tokens(messages, marked => Apply(model, Template(model.ChatTemplate, model.Path), marked), (text, parseSpecial) => model.Tokenize(text, addSpecial: false, parseSpecial), model.BeginningOfSequence);

    /// <summary>The same for any model.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="apply">Applies its chat template to messages.</param>
    /// <param name="tokenize">The tokens of a text without those that begin or end one; the names of control tokens mean those tokens where that is said.</param>
    /// <param name="beginning">The token that a prompt begins with, if any.</param>
    internal static int[] Tokens(
        IEnumerable<ChatMessage> messages, Func<IEnumerable<(string Role, string Content)>, string> apply, Func<string, bool, IEnumerable<int>> tokenize, int? beginning)
    {
        var list = messages.Select(message => (Role: message.Role.Value, message.Text)).ToList();
        if (list.Count == 0) throw new ArgumentException("There is no message to answer.", nameof(messages));
        var parts = apply(list.Select((message, i) => (message.Role, Content: $"{Mark}{i.ToString(CultureInfo.InvariantCulture)}{Mark}"))).Split(Mark);

        var tokens = new List<int>();
        if (beginning is { } bos) tokens.Add(bos);
        for (var i = 0; i < parts.Length; i++)
        {
            var isMessage = i % 2 == 1; // the template's text and the messages alternate
            if (parts[i].Length > 0) tokens.AddRange(isMessage
                ? tokenize(list[int.Parse(parts[i], CultureInfo.InvariantCulture)].Text.Replace(Mark, ' '), false)
                : tokenize(parts[i], true));
        }

        if (tokens.Count > 1 && beginning is { } twice && tokens[1] == twice) tokens.RemoveAt(0); // the template wrote one too
        return [.. tokens];
    }

    /// <summary>A model's chat template, if it has one.</summary>
    /// <exception cref="LlamaException">It has none.</exception>
    internal static string Template(string? template, string path) =>
        template ?? throw new LlamaException($"{path} has no chat template, so it cannot hold a conversation. Use a GGUF with tokenizer.chat_template.");

    /// <summary>What is wrong where llama.cpp cannot apply a template.</summary>
    internal static LlamaException UnknownTemplate(string path) =>
        new($"llama.cpp does not know the chat template of {path}. Use a GGUF with one of its built-in templates, such as ChatML.");

    private static string Apply(LlamaModel model, string template, IEnumerable<(string Role, string Content)> messages)
    {
        var allocated = new List<nint>();
        try
        {
            var native = messages.Select(message => new NativeChatMessage { Role = Utf8(message.Role), Content = Utf8(message.Content) }).ToArray();
            var source = (byte*)Utf8(template);
            var buffer = new byte[4096];
            while (true)
            {
                int length;
                fixed (NativeChatMessage* pointer = native)
                fixed (byte* target = buffer)
                {
                    length = LlamaNative.llama_chat_apply_template(source, pointer, (nuint)native.Length, addAssistant: true, target, buffer.Length);
                }

                if (length < 0) throw UnknownTemplate(model.Path);
                if (length <= buffer.Length) return Encoding.UTF8.GetString(buffer, 0, length);
                buffer = new byte[length];
            }
        }
        finally
        {
            allocated.ForEach(Marshal.FreeCoTaskMem);
        }

        nint Utf8(string text)
        {
            allocated.Add(Marshal.StringToCoTaskMemUTF8(text));
            return allocated[^1];
        }
    }
}
