using System.Diagnostics;
using Assistant.Observe;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Assistant.Index.Qdrant;

/// <summary>A span for each try of a call to the server, after the semantic conventions for database clients; names, counts and times, never content.</summary>
internal sealed class QdrantTrace(QdrantSettings settings) : Interceptor
{
    /// <inheritdoc/>
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var before = Activity.Current;
        var activity = Signals.Source.StartActivity($"{context.Method.Name} {settings.Collection}", ActivityKind.Client);
        if (activity is null) return continuation(request, context);
        activity.SetTag("db.system.name", "qdrant").SetTag("db.operation.name", context.Method.Name).SetTag("db.collection.name", settings.Collection)
            .SetTag("server.address", settings.Host).SetTag("server.port", settings.Port);
        var call = continuation(request, context);
        Activity.Current = before; // what comes next is not part of this call
        return new AsyncUnaryCall<TResponse>(WatchAsync(call.ResponseAsync, activity), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private static async Task<T> WatchAsync<T>(Task<T> response, Activity activity)
    {
        using (activity)
        {
            try
            {
                return await response;
            }
            catch (RpcException exception)
            {
                var status = exception.StatusCode.ToString();
                activity.SetTag("db.response.status_code", status).SetTag("error.type", status);
                if (exception.StatusCode is not (StatusCode.Cancelled or StatusCode.NotFound)) activity.SetStatus(ActivityStatusCode.Error);
                throw;
            }
        }
    }
}
