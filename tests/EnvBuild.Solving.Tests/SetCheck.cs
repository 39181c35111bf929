namespace EnvBuild.Solving.Tests;

/// <summary>Checks a set of packages against what is asked, and finds one by trying everything.</summary>
internal static class SetCheck
{
    internal static bool IsValid(TextSource source, string[] requirements, IReadOnlyCollection<int> chosen)
    {
        bool Holds(string text) => !TextSource.IsConditional(text)
            || text.Split("; if ")[1].Split(" & ").All(part => chosen.Any(package => source.Fulfils(package, part)));

        // Optional needs can turn on others: what counts grows until it does not any more.
        var (asked, isNew) = (requirements.Where(Holds).ToHashSet(), true);
        asked.UnionWith(chosen.SelectMany(package => source[package].Depends).Where(Holds));
        while (isNew)
        {
            var on = asked.Select(text => text.Split(';')[0].Split(' ')[0]).Where(name => name.Contains('+')).ToHashSet();
            var optional = chosen.SelectMany(package => source[package].Optional
                .Select(text => text.Split(": ", 2)).Where(pair => on.Contains($"{source[package].Name}+{pair[0]}"))
                .Select(pair => pair[1])).ToArray();
            isNew = optional.Any(text => asked.Add(text));
        }

        return asked.All(text => chosen.Any(package => source.Fulfils(package, text)))
            && chosen.All(package => source[package].Constrains.Where(Holds).All(text => chosen.All(
                other => source[other].Name != text.Split(';')[0].Split(' ')[0] || source.Fulfils(other, text))));
    }

    internal static bool HasSolution(TextSource source, string[] requirements)
    {
        var groups = Enumerable.Range(0, source.Count).GroupBy(package => source[package].Name)
            .Select(group => group.ToArray()).ToArray();
        return Try(0, []);

        bool Try(int index, List<int> chosen)
        {
            if (index == groups.Length)
            {
                return IsValid(source, requirements, chosen);
            }

            if (Try(index + 1, chosen))
            {
                return true;
            }

            foreach (var package in groups[index])
            {
                chosen.Add(package);
                if (Try(index + 1, chosen))
                {
                    return true;
                }

                chosen.RemoveAt(chosen.Count - 1);
            }

            return false;
        }
    }
}
