using System.ComponentModel.DataAnnotations;

namespace Assistant.Support;

/// <summary>The settings of the support desk, under <c>Support</c> in <c>appsettings.json</c> or the environment (<c>Support__AgentName</c>). Checked at start.</summary>
public sealed class SupportOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Support";

    /// <summary>Where cases, outcomes and content gaps are kept: <c>sqlite:PATH</c>. The default lies in the data folder.</summary>
    [Required]
    public string Cases { get; set; } = $"sqlite:{Path.Combine(DataFolder.Default, "support.db")}";

    /// <summary>The operator's macros, a JSON line each.</summary>
    [Required]
    public string Macros { get; set; } = Path.Combine(AppContext.BaseDirectory, "support", "macros.jsonl");

    /// <summary>Who signs replies.</summary>
    [Required]
    public string AgentName { get; set; } = "The support team";
}
