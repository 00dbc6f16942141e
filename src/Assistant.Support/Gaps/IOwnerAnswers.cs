namespace Assistant.Support.Gaps;

/// <summary>An owner's answer that is live. <paramref name="FaqId"/> is the FAQ's id; its passages are <c>property#faqs/FaqId</c>, and where it is long <c>/0</c>, <c>/1</c> below that.</summary>
public sealed record PublishedAnswer(string FaqId);

/// <summary>Makes owners' answers part of the content.</summary>
public interface IOwnerAnswers
{
    /// <summary>Puts a question and its answer among the FAQs of a property, in place of an earlier answer to the same question. It is found from then on.</summary>
    /// <param name="tenant">Whose content.</param>
    /// <param name="property">The property's id.</param>
    /// <param name="question">As guests ask.</param>
    /// <param name="answer">As guests shall read it.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellationToken">Stops; the answer goes live with the property's next one then.</param>
    /// <exception cref="ArgumentException">A text is empty or too long, or the index does not know the property.</exception>
    Task<PublishedAnswer> PublishAsync(string tenant, string property, string question, string answer, string by, CancellationToken cancellationToken);
}
