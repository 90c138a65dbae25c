// What the other screens ask of the fixture server. undefined: there is no such thing; null: done, without an answer.
export function answerOffice(_method: string, _path: string, _url: URL, _body: Record<string, unknown>): unknown {
    return undefined;
}
