using CsCheck;
using EnvBuild.Oci.Compression;

namespace EnvBuild.Oci.Tests.Compression;

[TestClass]
public sealed class HuffmanCodeTests
{
    [TestMethod]
    public void Codes_are_complete_within_the_limit_and_shorter_for_frequent_symbols() =>
        Gen.Select(Gen.Int[0, 100_000].Array[2, 286], Gen.Int[9, 15]).Sample((frequencies, limit) =>
        {
            frequencies[0]++;
            frequencies[1]++;
            var lengths = new byte[frequencies.Length];
            HuffmanCode.ComputeLengths(frequencies, limit, lengths);
            for (var i = 0; i < lengths.Length; i++)
            {
                Assert.AreEqual(frequencies[i] == 0, lengths[i] == 0);
                Assert.IsLessThanOrEqualTo(limit, lengths[i]);
            }

            Assert.AreEqual(1 << limit, lengths.Where(length => length > 0).Sum(length => 1 << (limit - length)));
            var byFrequency = frequencies.Zip(lengths)
                .Where(pair => pair.Second > 0)
                .OrderBy(pair => pair.First)
                .ToArray();
            foreach (var (rarer, commoner) in byFrequency.Zip(byFrequency.Skip(1)))
            {
                Assert.IsTrue(rarer.First == commoner.First || rarer.Second >= commoner.Second);
            }
        });
}
