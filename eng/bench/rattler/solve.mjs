// Usage: node solve.mjs PROBLEMS REPODATA RUNS
// Solves the problems with rattler (WebAssembly), all in one process; prints for each its name, the best time in
// milliseconds, the number of packages (0 where there is no solution), and the packages.
// Virtual packages are offered as a channel of their own, since this build of rattler takes none.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { simpleSolve } from "@conda-org/rattler";

const [problems, repodata, runs] = process.argv.slice(2);
const { cases } = JSON.parse(await readFile(problems, "utf8"));
let virtual = {};

function virtualRepodata(specs) {
  const packages = {};
  for (const spec of specs) {
    const [name, version, build] = spec.split("=");
    packages[`${name}-${version}-${build}.tar.bz2`] = {
      name, version, build, build_number: 0, depends: [], subdir: "noarch", md5: "0".repeat(32), size: 0,
    };
  }
  return JSON.stringify({ info: { subdir: "noarch" }, packages, "packages.conda": {} });
}

const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  try {
    if (path.startsWith("/virtual/")) {
      if (path !== "/virtual/noarch/repodata.json") throw new Error("not there");
      response.end(virtual);
    } else {
      response.end(await readFile(join(repodata, path)));
    }
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${server.address().port}`;

async function solve(problem) {
  virtual = virtualRepodata(problem.virtual_packages);
  const channels = [...problem.channels.map((channel) => `${base}/${channel}`), `${base}/virtual`];
  const started = performance.now();
  let packages = [];
  try {
    packages = await simpleSolve(problem.specs, channels, [problem.platform, "noarch"], []);
  } catch (error) {
    if (process.env.DEBUG) console.error(problem.id, String(error));
  }
  return [performance.now() - started, packages.filter((found) => !found.packageName.startsWith("__"))];
}

await solve(cases[0]);
for (const problem of cases) {
  let best = Infinity, packages = [];
  for (let run = 0; run < Number(runs); run++) {
    const [elapsed, found] = await solve(problem);
    best = Math.min(best, elapsed);
    packages = found;
  }
  const listed = packages.map((found) => `${found.subdir}/${found.filename.replace(/\.(conda|tar\.bz2)$/, "")}`).sort();
  console.log([problem.id, best.toFixed(2), packages.length, listed.join(" ")].join("\t"));
}
server.close();
