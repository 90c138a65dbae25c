// Writes each file of dist beside itself as .br and .gz: the server sends what is there and compresses nothing.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const texts = new Set(['.html', '.js', '.css', '.svg', '.txt', '.json']);
let plain = 0;
let brotli = 0;

function compress(folder) {
    for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) compress(path);
        else if (texts.has(extname(name))) {
            const bytes = readFileSync(path);
            const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
            writeFileSync(`${path}.br`, small);
            writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
            plain += bytes.length;
            brotli += small.length;
        }
    }
}

compress('dist');
console.log(`dist: ${plain} bytes, ${brotli} by brotli`);
