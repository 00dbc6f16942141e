using Assistant.Support.Reply;

namespace Assistant.Support.Tests.Reply;

public sealed class PromiseCheckTests
{
    private static readonly PassageView CheckOut = new(
        1, "hotel__one#policies/checkOut", "hotel__one", "One", PassageKind.Policy, Tier.Structured, "Check-out", "Check-out is until 11:00. Each hour more costs EUR 15, until 14:00 at most.", 1, null);

    private static readonly PassageView Cots = new(2, "hotel__one#faqs/cot", "hotel__one", "One", PassageKind.Faq, Tier.Owner, "Do you have cots?", "We give you a cot free of charge for children under three.", 1, null);

    [Theory]
    [InlineData("We will refund the first night.")]
    [InlineData("You will get your deposit back within a week.")]
    [InlineData("We can offer you a free upgrade to the suite.")]
    [InlineData("I promise that the room will be quiet.")]
    [InlineData("The hotel will waive the fee for you.")]
    [InlineData("We guarantee a room with a view.")]
    [InlineData("Late check-out is complimentary for you.")]
    [InlineData("You will not be charged for the cancellation.")]
    [InlineData("The team will keep the room until two in the morning.")]
    [InlineData("We are happy to give you a discount of 20 percent.")]
    [InlineData("Breakfast is on the house tomorrow.")]
    [InlineData("Wir erstatten Ihnen die Nacht.")]
    [InlineData("Nous vous remboursons la nuit.")]
    [InlineData("Rest assured, a cot is in the room.")]
    [InlineData("You will receive a voucher by e-mail.")]
    [InlineData("We can arrange a transfer at no extra cost.")]
    public void Find_promise_that_nothing_grants_is_found(string sentence) => Assert.Equal([sentence], PromiseCheck.Find(sentence, [CheckOut]));

    [Theory]
    [InlineData("We give you a cot free of charge for children under three.")]
    [InlineData("Check-out is until 11:00.")]
    [InlineData("Each hour more costs EUR 15, until 14:00 at most.")]
    [InlineData("A refund is not possible.")]
    [InlineData("Whether the fee is waived is only the property's to decide.")]
    [InlineData("Thank you for your message.")]
    public void Find_what_is_granted_or_promises_nothing_is_left(string sentence) => Assert.Empty(PromiseCheck.Find(sentence, [CheckOut, Cots]));

    [Fact]
    public void Find_what_the_macro_says_is_the_operators()
    {
        const string Macro = "We will make sure that the property reads your wish.";
        Assert.Empty(PromiseCheck.Find(Macro, [], Macro));
        Assert.NotEmpty(PromiseCheck.Find(Macro, []));
    }
}
