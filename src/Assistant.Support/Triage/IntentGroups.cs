namespace Assistant.Support.Triage;

/// <summary>What kind of reply an intent can have, and the house rule that speaks of it.</summary>
public static class IntentGroups
{
    private static readonly Dictionary<string, string[]> Rules = new()
    {
        ["accessibility"] = ["accessibility"], ["breakfast"] = ["breakfast"], ["cancellation_policy"] = ["cancellation"], ["check_in_time"] = ["checkIn"], ["check_out"] = ["checkOut"],
        ["children"] = ["children", "extraBeds"], ["deposit"] = ["deposit"], ["early_check_in"] = ["checkIn"], ["groups"] = ["groups"], ["house_rules"] = ["smoking", "parties", "visitors"],
        ["late_arrival"] = ["lateArrival"], ["luggage"] = ["luggage"], ["noise"] = ["quietHours"], ["parking"] = ["parking"], ["payment"] = ["payment", "cityTax"], ["pets"] = ["pets"],
        ["services"] = ["internet", "housekeeping"],
    };

    private static readonly HashSet<string> OfContent =
    [
        .. Rules.Keys, "bicycles", "dietary_preference", "dining", "directions", "invoice", "pool_and_bath", "room_details",
    ];

    private static readonly HashSet<string> Restricted =
    [
        "allergy", "assistance_dog", "bedbugs", "child_safety", "contract", "damage_charge", "data_request", "discrimination", "health", "legal_threat", "personal_safety", "refund", "safety_hazard", "theft",
    ];

    private static readonly HashSet<string> OfPeople = [.. Restricted, "content_missing", "partner_listing", "payout", "promise_beyond_policy"];

    /// <summary>Whether a property's content may answer it.</summary>
    public static bool IsOfContent(string intent) => OfContent.Contains(intent);

    /// <summary>Whether only a person may answer it.</summary>
    public static bool IsForPerson(string intent) => OfPeople.Contains(intent);

    /// <summary>Whether it is about a restricted topic.</summary>
    public static bool IsRestricted(string intent) => Restricted.Contains(intent);

    /// <summary>The topics of <see cref="Property.Policies"/> that speak of it; none for most.</summary>
    public static IReadOnlyList<string> RulesOf(string intent) => Rules.GetValueOrDefault(intent, []);
}
