using Collab.Tests.StoreScript;

// fixture DIRECTORY   makes the store of tests/fixtures/file-store-N
// hold DIRECTORY      opens a store, says so, and keeps it open until standard input ends
// run DIRECTORY       runs the fixed script of appends, checkpoints and new segments, and says what was acknowledged
// Exit codes: 0 done, 2 wrong arguments, 3 the store does not open.
return args switch
{
    ["fixture", var directory] => await FixtureStore.MakeAsync(directory),
    ["hold", var directory] => await HeldStore.HoldAsync(directory),
    ["run", var directory] => FixedScript.Run(directory),
    _ => 2,
};
