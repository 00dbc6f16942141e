namespace Assistant.Support.Gaps;

/// <summary>Puts an owner's answer among the FAQs of a property, where the next question finds it.</summary>
public interface IOwnerAnswers
{
    /// <summary>Publishes an answer.</summary>
    /// <exception cref="ArgumentException">The index does not know the property, or the question or the answer is empty or too long.</exception>
    Task<PublishedAnswer> PublishAsync(string tenant, string property, string question, string answer, string by, CancellationToken cancellationToken);
}

/// <summary>A FAQ that went live.</summary>
public sealed record PublishedAnswer(string FaqId);
