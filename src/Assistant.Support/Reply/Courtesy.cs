namespace Assistant.Support.Reply;

/// <summary>What frames a reply, in the asker's language where we write it. It says nothing of the property, so it needs no proof.</summary>
internal sealed record Courtesy(string Hello, string Says, string Regards)
{
    private static readonly Dictionary<string, Courtesy> ByLanguage = new()
    {
        ["en"] = new("Hello{0},", "thank you for your message. This is what {0} says about it:", "Kind regards,"),
        ["de"] = new("Guten Tag{0},", "vielen Dank für Ihre Nachricht. Dazu schreibt {0}:", "Freundliche Grüße"),
        ["fr"] = new("Bonjour{0},", "merci pour votre message. Voici ce que {0} indique à ce sujet :", "Cordialement,"),
        ["es"] = new("Hola{0}:", "gracias por su mensaje. Esto es lo que indica {0}:", "Un cordial saludo,"),
        ["it"] = new("Buongiorno{0},", "grazie per il suo messaggio. Ecco che cosa indica {0}:", "Cordiali saluti,"),
        ["nl"] = new("Goedendag{0},", "dank voor uw bericht. Dit schrijft {0} erover:", "Met vriendelijke groet,"),
        ["pl"] = new("Dzień dobry{0},", "dziękujemy za wiadomość. Oto co podaje {0}:", "Z poważaniem,"),
        ["pt"] = new("Olá{0},", "obrigado pela sua mensagem. É isto que {0} indica:", "Com os melhores cumprimentos,"),
    };

    /// <summary>In a language (ISO 639-1); English where we write none.</summary>
    internal static Courtesy In(string language) => ByLanguage.GetValueOrDefault(language, ByLanguage["en"]);

    internal string Opening(string? name, string property) =>
        $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, Hello, name is null ? "" : $" {name}")}\n\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, Says, property)}";

    internal string Closing(string agentName) => $"{Regards}\n{agentName}";
}
