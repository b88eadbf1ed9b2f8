namespace Collab.Load.Wire;

/// <summary>What a message of the sync protocol is.</summary>
internal enum SyncKind : byte
{
    Step1 = 0,
    Step2 = 1,
    Update = 2,
}
