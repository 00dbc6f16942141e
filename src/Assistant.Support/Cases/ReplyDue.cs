using Assistant.Support.Triage;

namespace Assistant.Support.Cases;

/// <summary>When a reply is due: so many minutes after the asker's oldest message without one, by urgency. A case with a restricted topic is at least normal.</summary>
public static class ReplyDue
{
    /// <summary>The instant; a case that was not read yet counts as normal.</summary>
    public static DateTimeOffset Of(DateTimeOffset waitingSince, CaseTriage? triage, FirstReplyMinutes minutes)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        return waitingSince.AddMinutes(triage switch
        {
            { Urgency: Urgency.High } => minutes.High,
            { Urgency: Urgency.Low, Restricted.Count: 0 } => minutes.Low,
            _ => minutes.Normal,
        });
    }
}
