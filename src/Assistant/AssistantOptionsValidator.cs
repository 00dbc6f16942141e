using System.ComponentModel.DataAnnotations;
using Assistant.Generate;
using Microsoft.Extensions.Options;

namespace Assistant;

/// <summary>Checks the settings, parts included; every failure names its key and says what to do.</summary>
internal sealed class AssistantOptionsValidator : IValidateOptions<AssistantOptions>
{
    public ValidateOptionsResult Validate(string? name, AssistantOptions options)
    {
        var failures = new List<string>();
        Check(AssistantOptions.Section, options);
        Check($"{AssistantOptions.Section}:Models", options.Models);
        Check($"{AssistantOptions.Section}:Answers", options.Answers);
        foreach (var (i, key) in options.Keys.Index())
        {
            Check($"{AssistantOptions.Section}:Keys:{i}", key);
            if (key.Scopes.Count == 0) failures.Add($"Assistant:Keys:{i}:Scopes is empty, so the key opens nothing. Give some of {string.Join(", ", AccessKey.AllScopes)}.");
            failures.AddRange(key.Scopes.Except(AccessKey.AllScopes).Select(scope => $"Assistant:Keys:{i}:Scopes holds '{scope}'. There are {string.Join(", ", AccessKey.AllScopes)}."));
        }

        if (LocalModels.Fault(options.Models) is { } fault) failures.Add(fault);
        if (!options.Conversations.StartsWith("sqlite:", StringComparison.Ordinal) || options.Conversations.Length == "sqlite:".Length)
        {
            failures.Add($"Assistant:Conversations is '{options.Conversations}'. Give sqlite:PATH.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string section, object part)
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true);
            failures.AddRange(results.Select(result => $"{section}:{string.Join(",", result.MemberNames)}: {result.ErrorMessage}"));
        }
    }
}
