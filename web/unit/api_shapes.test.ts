// The types of the screens are what openapi.json says, which a test of the server holds against its routes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

test('api_shapes.ts is current', () => {
    assert.doesNotThrow(() => execFileSync(process.execPath, ['tools/api_shapes.mjs', '--check'], { stdio: 'pipe' }), 'run: npm run shapes');
});
