// Writes dist/licences.txt: the licence of every package that is part of what we ship, with those it needs itself.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const packages = new Map();

// node's own way: the nearest node_modules above has it.
function folderOf(name, from) {
    for (let at = from; ; at = dirname(at)) {
        const path = join(at, 'node_modules', name);
        if (existsSync(join(path, 'package.json'))) return path;
        if (at === dirname(at)) throw new Error(`${name} is not installed`);
    }
}

function take(name, from) {
    const folder = folderOf(name, from);
    if (packages.has(folder)) return;
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `(no text in the package; its licence: ${about.license})`;
    packages.set(folder, { name: about.name, version: about.version, licence: about.license, text });
    for (const needed of Object.keys(about.dependencies ?? {})) {
        if (!needed.startsWith('@types/')) take(needed, folder);
    }
}

for (const name of Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).dependencies)) take(name, process.cwd());
const all = [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
const rule = '-'.repeat(100);
writeFileSync(
    'dist/licences.txt',
    `The screens of Toitsu contain these packages.\n\n${all
        .map((one) => `${rule}\n${one.name} ${one.version} (${one.licence ?? 'see below'})\n${rule}\n\n${one.text}\n`)
        .join('\n')}`,
);
console.log(`dist/licences.txt: ${all.length} packages`);
