// npm's bpmn-engine on a process of ours: node bpmn_engine.mjs FILE.bpmn COUNT, with the module to be found from here.
// Services are answered at once; instances run one after the other in memory.

import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const [file, count] = process.argv.slice(2);
const require = createRequire(process.cwd() + '/');
const {Engine} = await import(pathToFileURL(require.resolve('bpmn-engine')).href);
const source = readFileSync(file, 'utf8');

function runOnce(n) {
  return new Promise((resolve, reject) => {
    const engine = new Engine({name: 'bench', source, extensions: {
      services(activity) {
        if (activity.type !== 'bpmn:ServiceTask') return;
        activity.behaviour.Service = function Service() {
          return {execute(message, callback) { callback(null, {}); }};
        };
      },
    }});
    engine.once('end', () => resolve());
    engine.once('error', reject);
    engine.execute({variables: {is2: n % 3 === 1, is3: n % 3 === 2}, settings: {}}).catch(reject);
  });
}

await runOnce(0);
const from = process.hrtime.bigint();
for (let n = 1; n <= Number(count); ++n) await runOnce(n);
const seconds = Number(process.hrtime.bigint() - from) / 1e9;
console.log((Number(count) / seconds).toFixed(1));
