namespace Assistant.Privacy.Tagging;

/// <summary>Tags of tokens: 0 outside, then for each kind that is tagged one for its first token and one for those that follow (BIO).</summary>
internal static class Tags
{
    internal static readonly PersonalDataKind[] Kinds = [PersonalDataKind.Name, PersonalDataKind.Address, PersonalDataKind.Passport, PersonalDataKind.Phone, PersonalDataKind.Booking];

    internal const int Count = 11;

    internal static int First(PersonalDataKind kind) => 1 + (2 * Array.IndexOf(Kinds, kind));

    internal static PersonalDataKind Kind(int tag) => Kinds[(tag - 1) / 2];

    internal static bool IsFirst(int tag) => tag % 2 == 1;

    /// <summary>Whether a tag may follow another one: what goes on has begun.</summary>
    internal static bool Follows(int before, int tag) => tag == 0 || IsFirst(tag) || before == tag || before == tag - 1;
}
