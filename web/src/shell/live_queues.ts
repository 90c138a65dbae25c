import { api } from '../base/api.js';
import type { Queue } from '../base/api_types.js';
import { Live } from '../base/live.js';
import { office } from '../base/office.js';

// The counts of the queues as the server tells them: one for the whole page.
export const live = new Live(
    () => new EventSource('/api/v1/events'),
    async () => (office.may('verify.enter') || office.may('verify.compare') ? (await api.get<{ queues: Queue[] }>('/verify/queues')).queues : []),
);
