import { Keys } from '../base/keys.js';

// The keys as this person has them; kept in this browser.
export const keys = new Keys(localStorage);
