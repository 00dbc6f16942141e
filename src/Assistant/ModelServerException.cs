namespace Assistant;

/// <summary>What went wrong with a model server.</summary>
public enum ModelServerFault
{
    /// <summary>It cannot be reached, or says itself that it is not ready.</summary>
    Away,

    /// <summary>It did not answer in time.</summary>
    Slow,

    /// <summary>It has too much to do.</summary>
    Busy,

    /// <summary>It began an answer and did not end it.</summary>
    BrokeOff,

    /// <summary>It does not accept the request; another try would not help.</summary>
    Refused,
}

/// <summary>A model behind an OpenAI-compatible server cannot be used; the message names the server and says what to do.</summary>
public sealed class ModelServerException(ModelServerFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What went wrong.</summary>
    public ModelServerFault Fault => fault;
}
