using Microsoft.Extensions.Options;

namespace Assistant.Support;

/// <summary>Checks the settings when the host starts.</summary>
[OptionsValidator]
internal sealed partial class SupportOptionsValidator : IValidateOptions<SupportOptions>;
