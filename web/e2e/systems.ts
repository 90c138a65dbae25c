// A business system beside the station: the watched folder of the demonstration, which books what it is given and answers.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { atEnd, type Test } from './ending.js';
import { program } from './station.js';

export const folderProgram = join(dirname(program), 'toitsu-folder-system');

export class FolderSystem {
    constructor(
        t: Test,
        readonly folder: string,
        columns: number,
    ) {
        const child = spawn(folderProgram, [folder, '--encoding', 'cp932', '--columns', String(columns)], { stdio: ['pipe', 'ignore', 'inherit'] });
        const ended = new Promise((resolve) => child.on('exit', resolve));
        atEnd(t, async () => {
            child.kill('SIGTERM');
            await ended;
        });
    }

    // Rows as they were booked: receipt, key, then the columns of the binding. A line without its end is being written.
    get ledger(): string[][] {
        const file = join(this.folder, 'ledger.csv');
        if (!existsSync(file)) return [];
        const text = readFileSync(file, 'utf8');
        return text.slice(0, text.lastIndexOf('\n') + 1).split(/\r?\n/).filter(Boolean).map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, ''))); // prettier-ignore
    }
}
