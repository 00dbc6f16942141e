using Assistant.Support.Cases;
using Assistant.Support.Reply;

namespace Assistant.Support.Tests.Reply;

public sealed class MacroTests
{
    private static readonly SupportCase Case = new(
        "c1", Party.Guest, "hotel__one", [new CaseMessage(Party.Guest, "Please send it again.")], new CaseBooking("48213", new DateOnly(2026, 12, 3), GuestName: "Ada"));

    [Fact]
    public void Fill_case_with_values_has_them()
    {
        var macro = new Macro("again", "Again", ["confirmation_copy"], "Hello {guest.name}, {booking.reference} from {booking.checkIn}. {agent.name}");
        Assert.Equal("Hello Ada, 48213 from 3 December 2026. Kim", macro.Fill(Case, null, "Kim", out var missing));
        Assert.Empty(missing);
    }

    [Fact]
    public void Fill_value_not_known_stays_and_is_named()
    {
        var macro = new Macro("again", "Again", [], "In {property.city}, {property.city}.");
        Assert.Equal("In {property.city}, {property.city}.", macro.Fill(Case, null, "Kim", out var missing));
        Assert.Equal(["property.city"], missing);
    }
}
