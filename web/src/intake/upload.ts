// Files on their way to the server: two at a time, the first one opens the batch that the others join. A file that fails stays in
// the list and can be sent again; the same key makes that harmless.
import { api, newKey, Problem, query } from '../base/api.js';

export interface Upload {
    name: string;
    file: Blob;
    key: string;
    state: 'waiting' | 'sending' | 'sent' | 'failed';
    problem: Problem | null;
}

export type Send = (file: Blob, name: string, batch: string | null, key: string) => Promise<{ batch: string }>;

export const sendScan = (file: Blob, name: string, batch: string | null, key: string, municipality: string): Promise<{ batch: string }> =>
    api.ask(`/scans${query({ municipality })}`, {
        method: 'POST',
        body: file.type ? file.slice(0, file.size, 'application/octet-stream') : file,
        key,
        headers: { 'X-File-Name': encodeURIComponent(name), 'Content-Type': 'application/octet-stream', ...(batch && { 'X-Batch': batch }) },
    });

export class Uploads {
    list: Upload[] = [];
    private batch_: string | null = null;
    private opening_: Promise<void> | null = null;
    private running_ = 0;

    constructor(
        private readonly send_: Send,
        private readonly changed_: () => void,
        private readonly atOnce_ = 2,
    ) {}

    add(files: { name: string; file: Blob }[]): void {
        if (this.list.every((one) => one.state === 'sent')) this.batch_ = null; // a new drop is a new batch
        this.list = [...this.list.filter((one) => one.state !== 'sent'), ...files.map((one): Upload => ({ ...one, key: newKey(), state: 'waiting', problem: null }))];
        this.changed_();
        this.run_();
    }

    again(upload: Upload): void {
        upload.state = 'waiting';
        upload.problem = null;
        this.run_();
    }

    count(state: Upload['state']): number {
        return this.list.filter((one) => one.state === state).length;
    }

    private run_(): void {
        while (this.running_ < this.atOnce_) {
            const upload = this.list.find((one) => one.state === 'waiting');
            if (!upload) return;
            upload.state = 'sending';
            this.running_ += 1;
            void this.one_(upload).finally(() => {
                this.running_ -= 1;
                this.changed_();
                this.run_();
            });
        }
    }

    private async one_(upload: Upload): Promise<void> {
        try {
            if (this.batch_ === null && this.opening_) await this.opening_;
            const sending = this.send_(upload.file, upload.name, this.batch_, upload.key);
            if (this.batch_ === null) this.opening_ = sending.then(() => undefined, () => undefined); // prettier-ignore
            this.batch_ = (await sending).batch;
            upload.state = 'sent';
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            upload.state = 'failed';
            upload.problem = problem;
        } finally {
            this.changed_();
        }
    }
}

// Every file of what was dropped, folders and all that is in them too; hidden files are none of ours.
export async function droppedFiles(transfer: DataTransfer): Promise<{ name: string; file: Blob }[]> {
    const entries = [...transfer.items].map((one) => one.webkitGetAsEntry()).filter((one): one is FileSystemEntry => one !== null);
    const found: { name: string; file: Blob }[] = [];
    const walk = async (entry: FileSystemEntry): Promise<void> => {
        if (entry.name.startsWith('.')) return;
        if (entry.isFile) {
            const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
            found.push({ name: entry.fullPath.replace(/^\//, ''), file });
            return;
        }
        const reader = (entry as FileSystemDirectoryEntry).createReader();
        for (;;) {
            const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at a time
            if (some.length === 0) return;
            for (const one of some) await walk(one);
        }
    };
    for (const entry of entries) await walk(entry);
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
