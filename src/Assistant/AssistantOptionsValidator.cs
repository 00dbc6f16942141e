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
