namespace Collab.Postgres;

/// <summary>A session of the server does not commit to disk although it was asked to; it is not used.</summary>
internal sealed class SessionNotDurableException(string setting) : IOException(
    $"synchronous_commit is {setting} although the store asked for on: "
    + "something between it and PostgreSQL drops the option, and nothing could be promised to be saved");
