// api_shapes.mjs [--check]: writes src/base/api_shapes.ts, the types of what the server takes and answers, from openapi.json – which is
// what the server's route table says (a test of the server keeps it current). With --check it only says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';

const indent = (depth) => '    '.repeat(depth);
const plain = /^[A-Za-z_$][\w$]*$/;

// A JSON Schema as shape.cpp writes it, as a type.
export function typeOf(schema, depth = 0) {
    if (schema.$ref) return schema.$ref.split('/').at(-1);
    if (schema.enum) return schema.enum.map((one) => `'${one}'`).join(' | ');
    if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, depth)).join(' | ');
    if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, depth)).join(' | ');
    switch (schema.type) {
        case 'object': {
            const required = new Set(schema.required ?? []);
            const members = Object.entries(schema.properties ?? {}).map(
                ([name, one]) => `${indent(depth + 1)}${plain.test(name) ? name : `'${name}'`}${required.has(name) ? '' : '?'}: ${typeOf(one, depth + 1)};`,
            );
            return members.length === 0 ? 'Record<string, never>' : `{\n${members.join('\n')}\n${indent(depth)}}`;
        }
        case 'array': {
            const inner = typeOf(schema.items, depth);
            return / \| /.test(inner) && !inner.startsWith('{') ? `(${inner})[]` : `${inner}[]`;
        }
        case 'integer':
        case 'number':
            return 'number';
        case 'boolean':
            return 'boolean';
        case 'null':
            return 'null';
        case 'string':
            return 'string';
        default:
            return 'unknown';
    }
}

export function shapesOf(document) {
    const lines = ["// Written by tools/api_shapes.mjs from openapi.json: change the server's route table, not this file.", ''];
    for (const [name, schema] of Object.entries(document.components.schemas).sort(([a], [b]) => (a < b ? -1 : 1))) {
        const type = typeOf(schema);
        lines.push(type.startsWith('{') && type.endsWith('}') ? `export interface ${name} ${type}` : `export type ${name} = ${type};`, '');
    }
    lines.push('// What a route answers, by its method and pattern.', 'export interface Answers {');
    for (const [path, methods] of Object.entries(document.paths).sort(([a], [b]) => (a < b ? -1 : 1)))
        for (const [method, operation] of Object.entries(methods)) {
            const schema = operation.responses?.['2XX']?.content?.['application/json']?.schema;
            if (path.startsWith('/api/v1/')) lines.push(`${indent(1)}'${method.toUpperCase()} ${path.slice('/api/v1'.length)}': ${schema ? typeOf(schema, 1) : 'null'};`);
        }
    return `${lines.join('\n')}\n}\n`;
}

export const document = () => JSON.parse(readFileSync('openapi.json', 'utf8'));
export const file = 'src/base/api_shapes.ts';

if (process.argv[1]?.endsWith('api_shapes.mjs')) {
    const wanted = shapesOf(document());
    if (!process.argv.includes('--check')) writeFileSync(file, wanted);
    else if (readFileSync(file, 'utf8') !== wanted) {
        console.error(`${file} is not what openapi.json says; run: node tools/api_shapes.mjs`);
        process.exit(1);
    }
}
