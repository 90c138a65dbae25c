import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../src/base/api_types.js';
import { byRoles, held } from '../src/office/grants.js';

const grants: Account['grants'] = [{ municipality: '1', roles: ['entry', 'reception'] }, { municipality: '2', roles: ['reception', 'entry'] }, { municipality: '3', roles: ['auditor'] }];

test('the same roles in several municipalities are one line, whatever their order', () => {
    assert.deepEqual(byRoles(grants), [{ roles: ['entry', 'reception'], municipalities: ['1', '2'] }, { roles: ['auditor'], municipalities: ['3'] }]);
    assert.deepEqual(byRoles([]), []);
});

test('a role is held everywhere, somewhere or nowhere', () => {
    assert.equal(held(grants, ['1', '2'], 'entry'), 'all');
    assert.equal(held(grants, ['1', '2', '3'], 'entry'), 'some');
    assert.equal(held(grants, ['1', '2', '3'], 'admin'), 'none');
});
