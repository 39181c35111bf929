using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>A lock that another tool wrote, in the form of ours.</summary>
/// <param name="Format">The form that it was written in.</param>
/// <param name="Lock">What it holds; addresses that are paths have become <c>file://</c> URLs.</param>
/// <param name="Warnings">What it holds and a lock of ours cannot.</param>
public sealed record ForeignLockFile(ForeignLockFormat Format, CondaLock Lock, ImmutableArray<Diagnostic> Warnings);
