using Assistant.Llama;
using LLama;
using LLama.Exceptions;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp;

/// <summary>Messages to tokens by the chat template of the model's file, as <see cref="LlamaPrompt"/> does it.</summary>
internal static class LLamaSharpPrompt
{
    /// <summary>The tokens of the conversation, up to where the assistant's answer begins.</summary>
    /// <exception cref="LlamaException">The file has no chat template, or one that llama.cpp does not know.</exception>
    internal static int[] Tokens(LLamaSharpModel model, IEnumerable<ChatMessage> messages) => LlamaPrompt.Tokens(
        messages,
        marked => Apply(model, marked),
        (text, parseSpecial) => model.Tokenize(text, addSpecial: false, parseSpecial),
        model.Weights.Vocab is { ShouldAddBOS: true, BOS: { } beginning } ? (int)beginning : null);

    private static string Apply(LLamaSharpModel model, IEnumerable<(string Role, string Content)> messages)
    {
        var template = new LLamaTemplate(LlamaPrompt.Template(model.Weights.NativeHandle.GetTemplate(strict: false), model.Path)) { AddAssistant = true };
        foreach (var (role, content) in messages) template.Add(role, content);
        try
        {
            return LLamaTemplate.Encoding.GetString(template.Apply());
        }
        catch (MissingTemplateException)
        {
            throw LlamaPrompt.UnknownTemplate(model.Path);
        }
    }
}
