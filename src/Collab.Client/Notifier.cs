using Microsoft.Extensions.Logging;

namespace Collab.Client;

/// <summary>Calls handlers of events; one that throws keeps no other from being called, nor the client from going on.</summary>
internal sealed partial class Notifier(ILogger logger)
{
    public void Raise<T>(Action<T>? handlers, T argument)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            Call(() => handler(argument));
        }
    }

    public void Raise(Action? handlers)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            Call(handler);
        }
    }

    private void Call(Action handler)
    {
        try
        {
            handler();
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A handler of an event failed")]
        public static partial void HandlerFailed(ILogger logger, Exception exception);
    }
}
