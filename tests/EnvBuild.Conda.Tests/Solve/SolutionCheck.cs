using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Solve;

namespace EnvBuild.Conda.Tests.Solve;

/// <summary>Checks a set of packages against what it was asked for, without the solver.</summary>
internal static class SolutionCheck
{
    internal static IEnumerable<string> Problems(
        SolveRequest request, IReadOnlyList<RepodataIndex> indexes, IReadOnlyList<PackageRecord> packages)
    {
        var virtuals = request.VirtualPackages.Select(package => new PackageRecord
        {
            Name = package.Name,
            Version = package.Version,
            Build = package.Build,
            Subdir = request.Platform,
            FileName = "",
            Url = "",
            ChannelName = "@",
        });
        var all = packages.Concat(virtuals).ToArray();
        foreach (var name in all.GroupBy(record => record.Name).Where(group => group.Count() > 1))
        {
            yield return $"{name.Key} is there twice";
        }

        foreach (var requested in request.Specs.Where(requested => requested.Spec.Name != "*" && !all.Any((requested.Spec with { Channel = null }).Matches)))
        {
            yield return $"{requested.Spec} is not fulfilled";
        }

        var seen = new HashSet<string>();
        foreach (var record in packages)
        {
            foreach (var text in record.Depends)
            {
                var spec = MatchSpec.Parse(text);
                if (!all.Any(spec.Matches))
                {
                    yield return $"{record} needs {text}";
                }

                if (record.Name != "python" && packages.Any(other => other.Name == spec.Name) && !seen.Contains(spec.Name)
                    && !DependsBack(packages, spec.Name, record.Name))
                {
                    yield return $"{record} stands before {spec.Name}";
                }
            }

            foreach (var text in record.Constrains)
            {
                var spec = MatchSpec.Parse(text);
                foreach (var other in all.Where(other => other.Name == spec.Name && !spec.Matches(other)))
                {
                    yield return $"{record} forbids {other}";
                }
            }

            if (!indexes.Any(index => index.RecordsOf(record.Name).Any(known => known.Url == record.Url)))
            {
                yield return $"{record} is in no channel";
            }

            seen.Add(record.Name);
        }
    }

    private static bool DependsBack(IReadOnlyList<PackageRecord> packages, string from, string to)
    {
        var byName = packages.ToDictionary(record => record.Name);
        var (seen, open) = (new HashSet<string>(), new Stack<string>([from]));
        while (open.TryPop(out var name))
        {
            if (name == to)
            {
                return true;
            }

            if (seen.Add(name) && byName.TryGetValue(name, out var record))
            {
                foreach (var text in record.Depends)
                {
                    open.Push(MatchSpec.Parse(text).Name);
                }
            }
        }

        return false;
    }
}
