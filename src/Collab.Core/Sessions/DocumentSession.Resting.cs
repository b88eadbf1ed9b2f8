namespace Collab.Core.Sessions;

// A document that nobody has changed for a while goes back to being the bytes of its checkpoint.
internal sealed partial class DocumentSession
{
    private long _usedAt;
    private bool _wasIntegrated;
    private Task? _reopening;

    /// <summary>The sequence at which the document turned out not to be whole in its checkpoint; -1 for none.</summary>
    private long _cannotRestAt = -1;

    /// <summary>Time until the document may be given up for its bytes; null if it may not.</summary>
    private TimeSpan? RestsIn =>
        _opened.IsIntegrated && IsDurable && _recorder.IsEmpty && _compacting is null && _reopening is null
            && !_stopping && !_hasOtherWriters && _sequence > 0 && _cannotRestAt != _sequence && !_opened.Integrated.HasPending
            ? _options.IntegratedTimeout - _environment.Time.GetElapsedTime(_usedAt)
            : null;

    private void NoteUse()
    {
        if (_opened.IsIntegrated && !_wasIntegrated)
        {
            _usedAt = _environment.Time.GetTimestamp();
        }

        _wasIntegrated = _opened.IsIntegrated;
    }

    /// <summary>Begins to give the document up, if it is time.</summary>
    private void RestIfDue()
    {
        NoteUse();
        if (RestsIn is not { } wait || wait > TimeSpan.Zero)
        {
            return;
        }

        if (_trigger.HasNewLog)
        {
            // Whose end brings the session here again.
            StartCheckpoint();
        }
        else
        {
            _reopening = _environment.Run(ReopenAsync);
        }
    }

    /// <summary>Reads the document as the next one to open it would: what is served is what was verified and stored.</summary>
    private async Task ReopenAsync()
    {
        OpenedDocument? opened = null;
        try
        {
            using var timeout = new CancellationTokenSource(_options.LoadTimeout, _environment.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            var loaded = await _loader.OpenAsync(Name, NewDocument, either.Token);
            opened = loaded.Stored?.Sequence == _sequence && !loaded.IsFallback ? loaded.Document : null;
        }
        catch (Exception exception)
        {
            // It stays as it is, in memory.
            Log.NotReopened(_logger, Name, exception);
        }

        Post(Command.Of(CommandKind.Reopened, opened));
    }

    private void OnReopened(OpenedDocument? opened)
    {
        _reopening = null;
        if (opened is { IsIntegrated: false } && IsDurable && _recorder.IsEmpty && opened.IsSameAs(_opened.Integrated))
        {
            _opened = opened;
            _frames.Clear();
            _ring.Clear();
        }
        else
        {
            _cannotRestAt = _sequence;
        }
    }
}
