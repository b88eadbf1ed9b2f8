namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>What goes wrong with a call to the simulated disk.</summary>
internal enum SimulatedFault
{
    /// <summary>The call fails; data that a failed sync was for is never written, though it reads back well.</summary>
    InputOutputError,

    /// <summary>The disk is full: a write stops half-way. Calls that need no space succeed.</summary>
    DiskFull,

    /// <summary>The power goes: this call and all later ones fail until
    /// <see cref="SimulatedDisk.LosePower"/>.</summary>
    PowerLoss,

    /// <summary>The process dies: this call and all later ones fail until
    /// <see cref="SimulatedDisk.KillProcess"/>.</summary>
    ProcessDeath,
}
