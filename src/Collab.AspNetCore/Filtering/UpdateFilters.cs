using System.Diagnostics.CodeAnalysis;
using Collab.Core;
using Microsoft.Extensions.Logging;

namespace Collab.AspNetCore.Filtering;

/// <summary>The host's filters, taken together.</summary>
internal sealed partial class UpdateFilters(IEnumerable<IUpdateFilter> filters, TimeProvider time, ILogger<UpdateFilters> logger)
{
    private const string NotAccepted = "this change is not accepted";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IUpdateFilter[] _filters = [.. filters];

    /// <summary>Whether there is none, so that nothing has to be looked at.</summary>
    public bool IsEmpty => _filters.Length == 0;

    /// <returns>Why a change is refused; null if it is allowed.</returns>
    /// <exception cref="OperationCanceledException">The connection has ended.</exception>
    public async ValueTask<string?> WhyRefusedAsync(UpdateRequest request, CancellationToken cancellationToken)
    {
        foreach (var filter in _filters)
        {
            var verdict = await AskAsync(filter, request, cancellationToken);
            if (!verdict.IsAllowed)
            {
                return verdict.Reason ?? NotAccepted;
            }
        }

        return null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong in the host's code, nothing is written by it.")]
    private async ValueTask<UpdateVerdict> AskAsync(IUpdateFilter filter, UpdateRequest request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var answer = filter.FilterAsync(request, either.Token);
            return answer.IsCompletedSuccessfully ? answer.Result : await answer.AsTask().WaitAsync(either.Token);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Log.NoAnswer(logger, request.Document, filter.GetType(), exception);
            return default;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Document}: the filter {Filter} failed, or did not answer in time; a change is refused")]
        public static partial void NoAnswer(ILogger logger, DocumentName document, Type filter, Exception exception);
    }
}
