namespace Assistant.Compose;

/// <summary>How much of the evidence a prompt holds.</summary>
public enum EvidenceForm
{
    /// <summary>Every passage, whole, with its property's name.</summary>
    Passages,

    /// <summary>For a small model: of the few best passages what stands around the sentence that matches best.</summary>
    Excerpts,
}
