namespace EnvBuild.Conda;

/// <summary>
/// The order of versions on their components (CEP 33): a missing component is empty, a missing atom is zero.
/// </summary>
internal static class VersionOrder
{
    internal static int Compare(VersionAtom[][] left, VersionAtom[][] right)
    {
        var length = Math.Max(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var order = Compare(ComponentAt(left, i), ComponentAt(right, i));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    internal static bool StartsWith(VersionAtom[][] components, VersionAtom[][] prefix)
    {
        var last = prefix.Length - 1;
        for (var i = 0; i < last; i++)
        {
            if (Compare(ComponentAt(components, i), prefix[i]) != 0)
            {
                return false;
            }
        }

        var component = ComponentAt(components, last);
        ReadOnlySpan<VersionAtom> wanted = prefix[last];
        var lastAtom = wanted.Length - 1;
        return Compare(component[..Math.Min(lastAtom, component.Length)], wanted[..lastAtom]) == 0
            && AtomAt(component, lastAtom).StartsWith(wanted[lastAtom]);
    }

    /// <summary>Feeds a hash that does not tell 1.1 from 1.1.0.</summary>
    internal static void AddTo(ref HashCode hash, VersionAtom[][] components)
    {
        var empty = 0;
        foreach (var component in components)
        {
            var atoms = component.AsSpan().TrimEnd(VersionAtom.Zero);
            if (atoms.IsEmpty)
            {
                empty++;
                continue;
            }

            hash.Add(empty);
            empty = 0;
            foreach (var atom in atoms)
            {
                hash.Add(atom);
            }
        }
    }

    private static int Compare(ReadOnlySpan<VersionAtom> left, ReadOnlySpan<VersionAtom> right)
    {
        var length = Math.Max(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var order = AtomAt(left, i).CompareTo(AtomAt(right, i));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static ReadOnlySpan<VersionAtom> ComponentAt(VersionAtom[][] components, int index) =>
        index < components.Length ? components[index] : [];

    private static VersionAtom AtomAt(ReadOnlySpan<VersionAtom> atoms, int index) =>
        index < atoms.Length ? atoms[index] : VersionAtom.Zero;
}
