// firefox.js [PICTURE]: Firefox ESR (Debian's firefox-esr) signs in, verifies by keyboard and opens every screen, on a real server. Playwright cannot drive
// Debian's Firefox; Firefox's own Marionette can: length, colon, JSON, over a loopback port. A script, for the browser is 295 MB: ./dev test does without it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { atEnd } from './ending.js';
import { password, Station } from './station.js';

const port = 2828; // Marionette's own
const Enter = '\uE007';
const Escape = '\uE00C';
const Tab = '\uE004';

class Firefox {
    private next_ = 1;
    private heard_ = Buffer.alloc(0);
    private readonly waiting_ = new Map<number, { done: (value: never) => void; failed: (problem: Error) => void }>();

    private constructor(private readonly socket_: Socket) {
        socket_.on('data', (piece) => {
            this.heard_ = Buffer.concat([this.heard_, piece]);
            for (;;) {
                const colon = this.heard_.indexOf(':');
                const length = colon < 0 ? NaN : Number(this.heard_.subarray(0, colon).toString());
                if (Number.isNaN(length) || this.heard_.length < colon + 1 + length) return;
                const message = JSON.parse(this.heard_.subarray(colon + 1, colon + 1 + length).toString()) as unknown;
                this.heard_ = this.heard_.subarray(colon + 1 + length);
                if (!Array.isArray(message)) continue; // it says who it is
                const [, id, error, result] = message as [number, number, { message: string } | null, unknown];
                const asked = this.waiting_.get(id);
                if (error) asked?.failed(new Error(error.message));
                else asked?.done(result as never);
            }
        });
    }

    static async open(): Promise<Firefox> {
        for (let i = 0; i < 300; i++) {
            const socket = await new Promise<Socket | null>((resolve) => {
                const one = connect(port, '127.0.0.1', () => resolve(one));
                one.on('error', () => resolve(null));
            });
            if (socket) {
                const browser = new Firefox(socket);
                await browser.ask('WebDriver:NewSession', { capabilities: { alwaysMatch: { acceptInsecureCerts: false } } });
                return browser;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error('Firefox does not listen');
    }

    ask<T>(name: string, what: unknown = {}): Promise<T> {
        const id = this.next_++;
        const text = JSON.stringify([0, id, name, what]);
        return new Promise<T>((done, failed) => {
            this.waiting_.set(id, { done, failed });
            this.socket_.write(`${Buffer.byteLength(text)}:${text}`);
        });
    }

    async run<T>(script: string, ...args: unknown[]): Promise<T> {
        return (await this.ask<{ value: T }>('WebDriver:ExecuteScript', { script, args })).value;
    }

    async until(script: string, what: string): Promise<void> {
        for (let i = 0; i < 200; i++) {
            if (await this.run<boolean>(`return Boolean(${script})`)) return;
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`never: ${what}`);
    }

    async keys(text: string): Promise<void> {
        const actions = [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
        await this.ask('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    }

    async picture(file: string): Promise<void> {
        writeFileSync(file, Buffer.from((await this.ask<{ value: string }>('WebDriver:TakeScreenshot', { full: false })).value, 'base64'));
    }
}

const ends: (() => Promise<void> | void)[] = [];
const t = { after: (end: () => Promise<void> | void): void => void ends.unshift(end) };
try {
    const station = new Station(t, [{ account: 'hanako', name: '花子', grants: ['202185:reception,verifier,decider,author,auditor,admin'] }]);
    station.run('intake', '--library', station.library, '../templates/forms/benefit-claim/samples/chikuma-2020-62-bilevel300.tif');
    const url = await station.serve(t);
    const child = spawn('firefox-esr', ['--headless', '--no-remote', '--marionette', '--profile', station.folder, '--width', '1440', '--height', '900'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    atEnd(t, async () => {
        child.kill('SIGTERM');
        await ended;
    });
    const browser = await Firefox.open();
    console.log(await browser.run<string>('return navigator.userAgent'));
    await browser.ask('WebDriver:Navigate', { url: `${url}/` });
    await browser.run('window.violated = []; addEventListener("securitypolicyviolation", (e) => violated.push(e.violatedDirective)); addEventListener("error", (e) => violated.push(e.message));');
    await browser.until('document.activeElement.id === "account"', 'the login has the focus');
    await browser.keys(`hanako${Tab}${password}${Enter}`);
    await browser.until('document.querySelector(".top nav a")', 'signed in');
    await browser.run('location.hash = "#/verify/exception"');
    await browser.until('document.activeElement.matches("field-pass input")', 'a field has the focus');
    await browser.until('[...document.querySelectorAll(".crop img")].every((one) => one.complete && one.naturalWidth > 0)', 'the crops are there');
    const page = await browser.run<string>('return document.querySelector("page-view image").getAttribute("href")');
    assert.equal(await browser.run('const asked = new XMLHttpRequest(); asked.open("GET", arguments[0], false); asked.send(); return asked.status', page), 200, 'the page is there');
    if (process.argv[2]) await browser.picture(process.argv[2]);
    const first = await browser.run<string>('return document.activeElement.id');
    await browser.keys('123');
    assert.equal(await browser.run('return document.activeElement.value'), '123', 'typing replaces what was read');
    await browser.keys(Escape);
    await browser.until('document.activeElement.value === "8318385552"', 'Escape brings back what was read');
    let pressed = 0;
    for (; pressed < 120 && !(await browser.run<boolean>('return Boolean(document.querySelector(".big-sign"))')); pressed++) {
        await browser.until('document.querySelector(".big-sign, field-pass input")', 'a field or the end');
        await browser.keys(Enter); // what is empty or odd is warned about once
    }
    await browser.until('document.querySelector(".big-sign")', 'everything is decided');
    assert.ok(first !== '' && pressed > 10);
    for (const screen of ['intake', 'verify', 'cases', 'forms', 'status', 'status/quality', 'status/pace', 'audit', 'admin', 'keys']) {
        await browser.run('location.hash = arguments[0]', `#/${screen}`);
        await browser.until(`document.querySelector("h1") && !document.querySelector(".waiting[role=status]")`, screen);
        const wide = await browser.run<number>('return document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.ok(wide <= 0, `${screen} scrolls sideways by ${wide} px`);
    }
    assert.deepEqual(await browser.run('return violated'), [], 'neither the policy nor a script complains');
    console.log(`a case verified by keyboard (${pressed} times Enter), every screen opened, nothing complained`);
} finally {
    for (const end of ends) await end();
}
