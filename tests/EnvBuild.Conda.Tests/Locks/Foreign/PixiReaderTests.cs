using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Locks.Foreign;

namespace EnvBuild.Conda.Tests.Locks.Foreign;

[TestClass]
public sealed class PixiReaderTests
{
    private const string Zlib = "https://conda.anaconda.org/conda-forge/linux-64/libzlib-1.2.13-hd590300_5.conda";
    private const string Python = "https://conda.anaconda.org/conda-forge/linux-64/python-3.12.2-h2_0_cpython.conda";
    private const string Wheel = "https://files.pythonhosted.org/packages/x/requests-2.31.0-py3-none-any.whl";
    private static readonly string Md5 = new('a', 32);
    private static readonly string Sha256 = new('b', 64);

    // The forms of the versions, after rattler's own: kinds up to 5, keys of the kind since 6, platforms since 7.
    public static IEnumerable<object[]> Versions =>
    [
        .. new[] { 4, 5 }.Select(version => new object[]
        {
            version,
            Document(
                version,
                "",
                $"""
                - kind: conda
                  name: libzlib
                  version: 1.2.13
                  build: hd590300_5
                  build_number: 5
                  subdir: linux-64
                  url: {Zlib}
                """,
                $"""
                - kind: conda
                  name: python
                  version: 3.12.2
                  build: h2_0_cpython
                  subdir: linux-64
                  url: {Python}
                """,
                $"""
                - kind: pypi
                  name: requests
                  version: 2.31.0
                  url: {Wheel}
                """),
        }),
        .. new[] { 6, 7 }.Select(version => new object[]
        {
            version,
            Document(
                version,
                version == 7 ? "platforms:\n- name: linux-64\n" : "",
                $"- conda: {Zlib}",
                $"- conda: {Python}",
                $"- pypi: {Wheel}\n  name: requests\n  version: 2.31.0"),
        }),
    ];

    [TestMethod]
    [DynamicData(nameof(Versions))]
    public void Every_version_gives_the_same_lock(int version, string text)
    {
        var read = ForeignLocks.Read(text);

        Assert.AreEqual(ForeignLockFormat.Pixi, read.Format, $"version {version}");
        Assert.IsEmpty(read.Warnings);
        Assert.AreEqual("linux-64", read.Lock.Platforms.Single());
        Assert.AreEqual("https://conda.anaconda.org/conda-forge", read.Lock.Channels.Single());
        CollectionAssert.AreEqual(
            new[]
            {
                $"conda libzlib 1.2.13 linux-64 {Zlib} {Md5} {Sha256}  hd590300_5",
                $"conda python 3.12.2 linux-64 {Python} {Md5} {Sha256} __glibc >=2.17;libzlib >=1.2.13,<2 h2_0_cpython",
                $"pip requests 2.31.0 linux-64 {Wheel}  {Sha256}  ",
            },
            read.Lock.Packages.Select(Show).ToArray());
        var metadata = read.Lock.CustomMetadata;
        Assert.AreEqual("libzlib-1.2.13-hd590300_5.conda=61588", metadata[LockMetadata.Sizes("linux-64")]);
        Assert.AreEqual("lib/python3.12/site-packages", metadata[LockMetadata.SitePackages("linux-64")]);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Versions_1_to_3_are_those_of_conda_lock_with_lists_of_dependencies(int version)
    {
        var read = ForeignLocks.Read($"""
            version: {version}
            metadata:
              content_hash: {"{linux-64: abc}"}
              channels:
              - url: https://conda.anaconda.org/conda-forge/
                used_env_vars: []
              platforms: [linux-64]
              sources: []
            package:
            - platform: linux-64
              name: python
              version: 3.12.2
              manager: conda
              dependencies:
              - libzlib >=1.2.13,<2
              - conda-forge::xz
              url: {Python}
              hash:
                md5: {Md5}
                sha256: {Sha256}
              build: h2_0_cpython
            """);

        Assert.AreEqual(version == 1 ? ForeignLockFormat.CondaLock : ForeignLockFormat.Pixi, read.Format);
        var package = read.Lock.Packages.Single();
        Assert.AreEqual(">=1.2.13,<2", package.Dependencies["libzlib"]);
        Assert.AreEqual("*", package.Dependencies["xz"]);
    }

    [TestMethod]
    public void Of_several_environments_default_or_the_chosen_one_is_taken()
    {
        var text = Several("default", "test");

        var read = ForeignLocks.Read(text);
        Assert.AreEqual("libzlib", read.Lock.Packages.Single().Name);
        StringAssert.Contains(read.Warnings.Single().Message, "only 'default' is taken, and not test");

        var chosen = ForeignLocks.Read(text, ForeignLocks.Options with { Environment = "test" });
        Assert.AreEqual("python", chosen.Lock.Packages.Single().Name);
        Assert.IsEmpty(chosen.Warnings);

        foreach (var refused in new[]
        {
            ForeignLocks.Refuse(text, ForeignLocks.Options with { Environment = "prod" }),
            ForeignLocks.Refuse(Several("one", "test")),
        })
        {
            Assert.AreEqual(("ENV3055", 3), ForeignLocks.PlaceOf(refused));
        }
    }

    [TestMethod]
    public void Names_of_platforms_may_stand_for_subdirs()
    {
        var text = $"""
            version: 7
            platforms:
            - name: gpu
              subdir: linux-64
              virtual-packages: [__cuda=12.4=0]
            environments:
              default:
                channels: []
                packages:
                  gpu:
                  - conda: {Zlib}
            packages:
            - conda: {Zlib}
            """;

        Assert.AreEqual("linux-64", ForeignLocks.Read(text).Lock.Platforms.Single());
        var twice = text.Replace("  gpu:\n", $"  linux-64: []\n      gpu:\n", StringComparison.Ordinal);
        StringAssert.Contains(ForeignLocks.Refuse(twice).Message, "'linux-64' stands there twice");
    }

    [TestMethod]
    [DataRow("- conda_source: \"mine[1] @ ./mine\"", "is built from source")]
    [DataRow("- conda: ../minimal-project", "'../minimal-project' is built from source")]
    [DataRow(
        "- conda: https://h.example/linux-64/b-1-0.conda",
        "the packages hold no 'https://h.example/linux-64/b-1-0.conda'")]
    [DataRow("- cargo: ripgrep", "neither a package of conda nor one of pypi")]
    [DataRow("- text", "a package of a platform is not a mapping")]
    public void What_cannot_be_locked_is_refused_at_its_line(string selector, string reason)
    {
        var diagnostic = ForeignLocks.Refuse(
            $"version: 6\nenvironments:\n  default:\n    channels: []\n    packages:\n      linux-64:\n      {selector}\n"
            + "packages:\n- conda: ../minimal-project\n  name: minimal-project\n  version: '0.1'\n");

        Assert.AreEqual(("ENV3052", 7), ForeignLocks.PlaceOf(diagnostic));
        StringAssert.Contains(diagnostic.Message, reason);
    }

    [TestMethod]
    public void Projects_of_pip_are_kept_by_their_path_or_left_out_with_a_warning()
    {
        var read = ForeignLocks.Read(Document(
            6,
            "",
            """
            - pypi: ./mine
              name: My_Project
              version: 0.1.0
              editable: true
              requires_dist:
              - requests[socks] >=2 ; python_version >= '3.8'
              - colorama ; platform_system == 'Windows'
            """,
            $"- pypi: {Wheel}\n  name: requests\n  version: 2.31.0",
            "- pypi: ./\n  name: here"));

        var mine = read.Lock.Packages.Single(package => package.Name == "my-project");
        Assert.AreEqual("file:///locks/mine", mine.Url);
        Assert.AreEqual("requests >=2", string.Join(';', mine.Dependencies.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.HasCount(2, read.Lock.Packages);
        CollectionAssert.AreEquivalent(
            new[] { "'My_Project' is no longer editable", "'here' has no version and is left out" },
            read.Warnings.Select(warning => warning.Message.Split(": ")[1].Split(';')[0].TrimEnd('.')).ToArray());
    }

    [TestMethod]
    [DataRow("1000")]
    [DataRow("8")]
    [DataRow("0")]
    [DataRow("six")]
    public void Other_versions_are_refused(string version)
    {
        var diagnostic = ForeignLocks.Refuse($"version: {version}\nenvironments: {{}}\npackages: []\n");

        Assert.AreEqual(("ENV3052", 1), ForeignLocks.PlaceOf(diagnostic));
        StringAssert.Contains(diagnostic.Message, $"its version is '{version}'");
    }

    private static string Several(string first, string second) =>
        $"""
        version: 6
        environments:
          {first}:
            channels: []
            packages:
              linux-64:
              - conda: {Zlib}
          {second}:
            channels: []
            packages:
              linux-64:
              - conda: {Python}
        packages:
        - conda: {Zlib}
        - conda: {Python}
        """;

    private static string Document(int version, string head, params string[] packages)
    {
        var selectors = packages.Select(package => package.Split('\n').First(line =>
            line.Contains("url: ", StringComparison.Ordinal) || line.StartsWith("- conda: ", StringComparison.Ordinal)
            || line.StartsWith("- pypi: ", StringComparison.Ordinal)));
        var named = selectors.Select(line => line.Replace(
            "  url: ",
            line.EndsWith(".whl", StringComparison.Ordinal) ? "- pypi: " : "- conda: ",
            StringComparison.Ordinal));
        return $"version: {version}\n{head}environments:\n  default:\n    channels:\n"
            + "    - url: https://conda.anaconda.org/conda-forge/\n    indexes:\n    - https://pypi.org/simple\n"
            + $"    packages:\n      linux-64:\n{string.Concat(named.Select(line => $"      {line}\n"))}"
            + $"packages:\n{string.Concat(packages.Select(package => $"{package}\n{More(package)}"))}";
    }

    private static string More(string package) => package switch
    {
        _ when package.Contains("libzlib", StringComparison.Ordinal) =>
            $"  sha256: {Sha256}\n  md5: {Md5}\n  constrains:\n  - zlib 1.2.13 *_5\n  license: Zlib\n  size: 61588\n",
        _ when package.Contains("python-3", StringComparison.Ordinal) =>
            $"  sha256: {Sha256}\n  md5: {Md5}\n  depends:\n  - libzlib >=1.2.13,<2\n  - __glibc >=2.17\n"
            + "  python_site_packages_path: lib/python3.12/site-packages\n",
        _ when package.Contains("requests-", StringComparison.Ordinal) =>
            $"  sha256: {Sha256}\n  requires_dist:\n  - idna >=2.5,<4\n  requires_python: '>=3.7'\n",
        _ => "",
    };

    private static string Show(LockedPackage package) => string.Join(
        ' ',
        package.Manager, package.Name, package.Version, package.Platform, package.Url, package.Md5, package.Sha256,
        string.Join(';', package.Dependencies.Select(pair => $"{pair.Key} {pair.Value}")),
        package.Manager == LockedPackage.CondaManager ? package.Dist?.Build : "");
}
