using System.Runtime.InteropServices;
using LLama.Native;

namespace Assistant.LLamaSharp;

/// <summary>Interrupts a context in the middle of a batch. It must live as long as the context.</summary>
internal sealed class AbortCallback
{
    private readonly Callback callback;

    /// <param name="isAborted">Asked many times in a batch, on the thread that runs it.</param>
    internal AbortCallback(Func<bool> isAborted) => callback = _ => isAborted();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    [return: MarshalAs(UnmanagedType.U1)]
    private delegate bool Callback(nint data);

    internal void Attach(SafeLLamaContextHandle context) => NativeApi.llama_set_abort_callback(context, Marshal.GetFunctionPointerForDelegate(callback), 0);
}
