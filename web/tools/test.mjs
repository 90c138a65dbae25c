// test.mjs unit|e2e: compiles the tests of a folder and gives them to node's own test runner. (Node 18 takes a folder,
// Node 22 a pattern; both take files.)
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = process.argv[2] ?? 'unit';
rmSync('build/js', { recursive: true, force: true });
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.node.json'], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

const files = readdirSync(join('build/js', folder))
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => join('build/js', folder, name))
    .sort();
if (files.length === 0) {
    console.error(`no tests in ${folder}`);
    process.exit(1);
}
const arguments_ = ['--test', ...(folder === 'e2e' ? ['--test-concurrency=1'] : []), ...files];
process.exit(spawnSync(process.execPath, arguments_, { stdio: 'inherit' }).status ?? 1);
