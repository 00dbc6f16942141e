using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

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

    /// <summary>How drafts greet and close, by language and tone: the operator's voice.</summary>
    [Required]
    public string Courtesy { get; set; } = Path.Combine(AppContext.BaseDirectory, "support", "courtesy.json");

    /// <summary>A triage model of <c>assistant support train</c>, in place of the built-in one.</summary>
    public string? Triage { get; set; }

    /// <summary>Who signs replies.</summary>
    [Required]
    public string AgentName { get; set; } = "The support team";

    /// <summary>Where replies go: <c>file:FOLDER</c> (a JSON file each), <c>mail:FOLDER</c> (an .eml file each) or <c>smtp://HOST:PORT</c> (<c>smtps</c> for TLS from the first byte). The default lies in the data folder.</summary>
    [Required]
    [RegularExpression("^(?:file:|mail:|smtps?://).+", ErrorMessage = "Support:Channel is none of file:FOLDER, mail:FOLDER, smtp://HOST:PORT.")]
    public string Channel { get; set; } = $"file:{Path.Combine(DataFolder.Default, "outbox")}";

    /// <summary>The sender of mails, for example <c>Support &lt;support@example.org&gt;</c>; needed for mails alone.</summary>
    public string? MailFrom { get; set; }

    /// <summary>The folder of the keys that masked values are encrypted with. Who has it and the file of cases can read them.</summary>
    [Required]
    public string Keys { get; set; } = Path.Combine(DataFolder.Default, "keys");

    /// <summary>Any word: with another one, all links that owners were given open nothing any more.</summary>
    [Required]
    public string OwnerLinks { get; set; } = "1";

    /// <summary>So long can a reply be taken back before it is sent.</summary>
    [Range(0, 3600)]
    public int UndoSeconds { get; set; } = 10;

    /// <summary>Masked values are deleted so many days after their case was solved; 0 at once.</summary>
    [Range(0, 36_500)]
    public int KeepPersonalDataDays { get; set; } = 30;

    /// <summary>Within how many minutes a case is to be answered.</summary>
    [Required]
    [ValidateObjectMembers]
    public FirstReplyMinutes FirstReplyMinutes { get; set; } = new();
}

/// <summary>Minutes until a first reply is due, by urgency.</summary>
public sealed class FirstReplyMinutes
{
    /// <summary>Waiting a day does harm or comes too late: an hour.</summary>
    [Range(1, 1_000_000)]
    public int High { get; set; } = 60;

    /// <summary>Within the working day: eight hours.</summary>
    [Range(1, 1_000_000)]
    public int Normal { get; set; } = 480;

    /// <summary>Whenever there is time: a day.</summary>
    [Range(1, 1_000_000)]
    public int Low { get; set; } = 1440;
}
