using EnvBuild.Conda.Locks;

namespace EnvBuild.Building.Locking;

/// <summary>The lock of a definition.</summary>
/// <param name="Lock">What was chosen.</param>
/// <param name="Text">Bytes of the file.</param>
/// <param name="IsNew">Whether something was solved for it just now.</param>
internal sealed record ResolvedLock(CondaLock Lock, byte[] Text, bool IsNew);
