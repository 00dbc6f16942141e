using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Assistant.Web;

/// <summary>The library's JSON form for every endpoint.</summary>
internal static class Json
{
    internal static void ConfigureJson(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => AssistantJson.Configured(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // so that Problems can say what is wrong with a body
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);
    }
}
