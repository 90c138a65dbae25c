// The screens, in the order of a day's work, and the permission that opens each: one of them suffices.
import type { Word } from './words.js';

export interface Screen {
    id: string;
    word: Word;
    permissions: string[];
}

export const screens: Screen[] = [
    { id: 'intake', word: 'intake', permissions: ['intake.read', 'intake.add'] },
    { id: 'verify', word: 'verify', permissions: ['verify.enter', 'verify.compare'] },
    { id: 'cases', word: 'cases', permissions: ['cases.read', 'tasks.work'] },
    { id: 'forms', word: 'forms', permissions: ['library.read'] },
    { id: 'status', word: 'status', permissions: ['status.read'] },
    { id: 'retention', word: 'retention', permissions: ['retention.read'] },
    { id: 'audit', word: 'audit', permissions: ['audit.read'] },
    { id: 'admin', word: 'admin', permissions: ['accounts.manage'] },
];

// Where somebody's day begins.
export function firstScreen(permissions: readonly string[]): string {
    const open = openScreens(permissions);
    return (open.find((one) => one.id === 'verify') ?? open[0])?.id ?? '';
}

export const openScreens = (permissions: readonly string[]): Screen[] =>
    screens.filter((screen) => screen.permissions.some((one) => permissions.includes(one)));
