// Addresses are hashes: #/cases/12?q=… – no server knows them, and a bookmark works.
export interface Route {
    screen: string;
    rest: string[];
    query: URLSearchParams;
}

export function parseRoute(hash: string): Route {
    const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
    const parts = path.split('/').filter(Boolean).map(decode);
    return { screen: parts[0] ?? '', rest: parts.slice(1), query: new URLSearchParams(search) };
}

function decode(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part; // a stray % is itself
    }
}

export function go(path: string): void {
    location.hash = `#/${path}`;
}
