namespace Collab.AspNetCore.Hocuspocus;

/// <summary>Hocuspocus' own close codes (packages/common/src/CloseEvents.ts). Its provider comes back after any.</summary>
internal static class HocuspocusClose
{
    public const int Reset = 4205;

    public const int Timeout = 4408;
}
