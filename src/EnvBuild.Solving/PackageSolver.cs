using System.Collections.Immutable;

namespace EnvBuild.Solving;

/// <summary>
/// Chooses packages by conflict-driven clause learning: watched literals, learned clauses, backjumps, activity of
/// names.
/// It knows no ecosystem, and it is deterministic. What a package needs is read when the package first comes into
/// question, so that the rest of a channel costs nothing.
/// </summary>
public sealed partial class PackageSolver
{
    private readonly IDependencySource _source;
    private readonly CancellationToken _cancellationToken;
    private readonly Assignment _assignment = new();
    private readonly ClauseStore _clauses = new();
    private readonly VariableMap _variables = new();
    private readonly NameTable _names = new();
    private readonly bool _traces;
    private readonly Action<int> _undo;
    private SolverProblem _problem = new();
    private int _decisions;
    private int _conflicts;

    private PackageSolver(IDependencySource source, bool traces, CancellationToken cancellationToken)
    {
        _source = source;
        _traces = traces;
        _undo = Undo;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Solves a problem.</summary>
    /// <param name="source">The packages.</param>
    /// <param name="problem">What is asked.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static SolverSolution Solve(
        IDependencySource source, SolverProblem problem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(problem);
        var solution = new PackageSolver(source, traces: false, cancellationToken).Run(problem);
        return solution.IsSolved ? solution : CoreFinder.Find(source, problem, solution, cancellationToken);
    }

    internal static SolverSolution SolveTraced(
        IDependencySource source, SolverProblem problem, bool traces, CancellationToken cancellationToken) =>
        new PackageSolver(source, traces, cancellationToken).Run(problem);

    private SolverSolution Run(SolverProblem problem)
    {
        _problem = problem;
        Start(problem);
        while (true)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var conflict = NextPendingConflict();
            if (conflict.IsNone)
            {
                conflict = PropagateAndEncode();
            }

            if (!conflict.IsNone)
            {
                if (!TryLearn(conflict))
                {
                    return Result(isSolved: false, TraceCore(conflict));
                }

                continue;
            }

            var choice = NextChoice();
            if (choice < 0)
            {
                return Result(isSolved: true, []);
            }

            _decisions++;
            _assignment.StartLevel();
            Assign(choice, Assignment.NoReason);
        }
    }

    private SolverSolution Result(bool isSolved, ImmutableArray<SolverFact> core)
    {
        var packages = isSolved ? _names.Chosen(_assignment, _variables) : [];
        return new(isSolved, packages, core, new(_decisions, _conflicts, _encodedPackages, _requirements.Count));
    }

    private void Assign(int literal, int reason)
    {
        _assignment.Assign(literal, reason);
        if ((literal & 1) == 0 && _variables.KindOf(literal >> 1) == VariableKind.Package)
        {
            _names.Choose(literal >> 1);
        }
    }

    private void Undo(int literal)
    {
        if ((literal & 1) == 0 && _variables.KindOf(literal >> 1) == VariableKind.Package)
        {
            _names.Unchoose(literal >> 1);
        }
    }

    private void BackTo(int level)
    {
        if (level < _assignment.Level)
        {
            _assignment.BackTo(level, _undo);
            _unexpanded = Math.Min(_unexpanded, _assignment.Count);
            RestoreLateImplications(level);
        }
    }
}
