// Roles of an account, put together as people think of them: the same roles in many municipalities are one line.
import type { Account } from '../base/api_types.js';

type Grants = Account['grants'];
export type Role = Grants[number]['roles'][number];

export interface SameRoles {
    roles: Role[];
    municipalities: string[];
}

export function byRoles(grants: Grants): SameRoles[] {
    const lines = new Map<string, SameRoles>();
    for (const one of grants) {
        const roles = [...one.roles].sort();
        const line = lines.get(roles.join()) ?? { roles: one.roles, municipalities: [] };
        line.municipalities.push(one.municipality);
        lines.set(roles.join(), line);
    }
    return [...lines.values()];
}

// Whether a role is held everywhere, somewhere or nowhere: what the box for all municipalities shows.
export function held(grants: Grants, municipalities: string[], role: Role): 'all' | 'some' | 'none' {
    const count = municipalities.filter((municipality) => grants.some((one) => one.municipality === municipality && one.roles.includes(role))).length;
    return count === 0 ? 'none' : count === municipalities.length ? 'all' : 'some';
}
