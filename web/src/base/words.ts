// The one table: every text of the screens, Japanese first, English second. By area only so that no file grows long.
import { cases } from '../words/cases.js';
import { intake } from '../words/intake.js';
import { office } from '../words/office.js';
import { retention } from '../words/retention.js';
import { shell } from '../words/shell.js';
import { verify } from '../words/verify.js';

export const words = { ...shell, ...verify, ...intake, ...cases, ...office, ...retention } satisfies Record<string, readonly [string, string]>;
export type Word = keyof typeof words;
