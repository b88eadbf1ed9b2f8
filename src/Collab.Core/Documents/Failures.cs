using System.Runtime.ExceptionServices;

namespace Collab.Core.Documents;

/// <summary>Exceptions of a transaction's body and of those who watch it: kept until all is cleaned up, then thrown.</summary>
internal struct Failures
{
    private List<Exception>? _exceptions;

    public void Keep(Exception exception) => (_exceptions ??= []).Add(exception);

    /// <summary>Calls every handler of an event, keeping what one throws from the others.</summary>
    public void Raise<T>(Action<T>? handlers, T argument)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(argument);
            }
            catch (Exception exception)
            {
                Keep(exception);
            }
        }
    }

    /// <summary>Throws what was kept: one as it is, several as an <see cref="AggregateException"/>.</summary>
    public readonly void Throw()
    {
        if (_exceptions is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }

        if (_exceptions is not null)
        {
            throw new AggregateException(_exceptions);
        }
    }
}
