// A real station: a data folder of its own, accounts, and `toitsu serve` on a free port, ended with the test.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { atEnd, type Test } from './ending.js';

export const program = process.env.TOITSU ?? '../build/release/toitsu';
export const fillProgram = process.env.TOITSU_FILL ?? join(dirname(program), 'toitsu-station-fill');
export const built = existsSync(program);
export const password = 'correct horse battery';
const patience = 60_000; // milliseconds for a server that is asked to end

export interface Person {
    account: string;
    name: string;
    grants: string[]; // "202088:verifier,reception"
}

export class Station {
    readonly folder = mkdtempSync(join(tmpdir(), 'toitsu-e2e-'));
    readonly data: string;
    url = '';
    library = '../templates';
    readonly accounts: string[];

    // `filled`: a folder of toitsu-station-fill, which stays.
    constructor(t: Test, people: Person[], filled?: string) {
        this.data = filled ? join(filled, 'data') : join(this.folder, 'station');
        if (filled) this.library = join(filled, 'library');
        this.accounts = people.map((one) => one.account);
        atEnd(t, () => rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
        const secret = join(this.folder, 'password');
        writeFileSync(secret, password);
        for (const one of people)
            this.run('account', 'add', one.account, '--name', one.name, '--password-from', secret, '--own', ...one.grants.flatMap((grant) => ['--grant', grant]));
    }

    // A library of this station's own, in which a form says something else.
    change(file: string, from: string, to: string): void {
        this.library = join(this.folder, 'templates');
        if (!existsSync(this.library)) cpSync('../templates', this.library, { recursive: true });
        const path = join(this.library, file);
        const text = readFileSync(path, 'utf8');
        assert.ok(text.includes(from), `${file} has no ${from}`);
        writeFileSync(path, text.replace(from, to));
    }

    run(...words: string[]): string {
        return execFileSync(program, [...words, '--data', this.data], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    }

    // A command that has no data folder.
    tool(...words: string[]): void {
        execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    }

    async serve(t: Test): Promise<string> {
        const log = join(this.folder, 'serve.log');
        const child = spawn(program, ['serve', '--data', this.data, '--library', this.library, '--port', '0', '--web-root', 'dist', '--log', log]);
        const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
        atEnd(t, async () => {
            child.kill('SIGTERM');
            const hard = setTimeout(() => child.kill('SIGKILL'), patience);
            const code = await ended;
            clearTimeout(hard);
            assert.equal(code, 0, 'the server ends in order');
        });
        let said = '';
        this.url = await new Promise<string>((resolve, reject) => {
            const hear = (piece: Buffer): void => {
                said += String(piece);
                const at = /http:\/\/[\d.]+:\d+/.exec(said);
                if (at) resolve(at[0]);
            };
            child.stdout.on('data', hear);
            child.stderr.on('data', hear);
            void ended.then((code) => reject(new Error(`toitsu serve ended with ${code}: ${said}`)));
        });
        return this.url;
    }
}
