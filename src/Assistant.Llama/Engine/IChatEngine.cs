namespace Assistant.Llama.Engine;

/// <summary>What runs the conversations of a chat client; the client has it as a service.</summary>
public interface IChatEngine
{
    /// <summary>Whether a request would be refused now, asked before any work is done for it.</summary>
    /// <exception cref="EngineBusyException">It would.</exception>
    void CheckBusy();
}
